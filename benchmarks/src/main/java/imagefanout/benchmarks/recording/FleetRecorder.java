package imagefanout.benchmarks.recording;

import imagefanout.dynamodb.table.DynamoDbClients;
import imagefanout.lambda.Environment;
import imagefanout.lambda.EventJson;
import imagefanout.model.identity.Region;
import imagefanout.queryimages.QueryImagesHandler;
import imagefanout.recordimage.RecordImageHandler;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** The functions record-image and query-images, invoked as Lambda invokes them. */
final class FleetRecorder implements MeasuredRecorder {
    private final URI dynamoDb;
    private final RecordImageHandler recordImage;
    private final QueryImagesHandler queryImages;

    FleetRecorder(URI dynamoDb, URI imageBuilder) {
        this.dynamoDb = dynamoDb;
        Environment environment = MeasuredFunctions.environment(dynamoDb, imageBuilder);
        this.recordImage = new RecordImageHandler(environment);
        this.queryImages = new QueryImagesHandler(environment);
    }

    @Override
    public void createTables() {
        try (DynamoDbClient client = DynamoDbClients.create(new Region("us-east-1"), Optional.of(dynamoDb))) {
            MeasuredFunctions.createTables(client);
        }
    }

    @Override
    public void record(MeasuredBuild build) {
        Map<String, String> message = Map.of("Message", "{\"arn\":\"" + build.arn() + "\"}");
        MeasuredFunctions.invoke(recordImage, Map.of("Records", List.of(Map.of("Sns", message))));
    }

    @Override
    public Map<String, Runnable> queries(MeasuredBuild build) {
        Map<String, String> pipeline = Map.of("pipeline", build.name());
        Map<String, String> image = Map.of("name", build.name(), "version", "1.0.0", "build", "1");
        Map<String, String> place = Map.of(
                "account",
                build.accountIds().get(build.accounts() - 1),
                "region",
                build.regionCodes().get(0));
        String ami = EventJson.object(answer("/v1/pipelines/{pipeline}/latest", pipeline, place))
                .at("/items/0/amiId")
                .asText();

        Map<String, Runnable> queries = new LinkedHashMap<>();
        queries.put("latest", () -> answer("/v1/pipelines/{pipeline}/latest", pipeline, place));
        queries.put("ami", () -> answer("/v1/amis/{amiId}", Map.of("amiId", ami), Map.of()));
        queries.put("image-amis", () -> {
            answer("/v1/images/{name}/{version}/{build}/amis", image, Map.of());
        });
        queries.put("image", () -> answer("/v1/images/{name}/{version}/{build}", image, Map.of()));
        queries.put("builds", () -> answer("/v1/pipelines/{pipeline}/builds", pipeline, Map.of()));
        queries.put("coverage", () -> answer("/v1/pipelines/{pipeline}/coverage", pipeline, Map.of()));
        queries.put(
                "account-amis",
                () -> answer("/v1/accounts/{accountId}/amis", Map.of("accountId", place.get("account")), Map.of()));
        queries.put("pipelines", () -> answer("/v1/pipelines", Map.of(), Map.of()));
        return queries;
    }

    private String answer(String route, Map<String, String> path, Map<String, String> parameters) {
        return MeasuredFunctions.get(queryImages, route, path, parameters, 200);
    }

    @Override
    public void close() {}
}
