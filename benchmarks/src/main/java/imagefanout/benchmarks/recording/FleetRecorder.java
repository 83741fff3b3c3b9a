package imagefanout.benchmarks.recording;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.JsonNode;
import imagefanout.dynamodb.registry.AccountRegistryTable;
import imagefanout.dynamodb.table.CatalogTable;
import imagefanout.dynamodb.table.DynamoDbClients;
import imagefanout.lambda.DirectInvocation;
import imagefanout.lambda.Environment;
import imagefanout.lambda.EventJson;
import imagefanout.model.Deadline;
import imagefanout.model.identity.Region;
import imagefanout.queryimages.QueryImagesHandler;
import imagefanout.recordimage.RecordImageHandler;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** The functions record-image and query-images, invoked as Lambda invokes them. */
final class FleetRecorder implements MeasuredRecorder {
    private static final String CATALOG = "CatalogTable";
    private static final String REGISTRY = "AccountRegistryTable";

    private static final Context INVOCATION =
            new DirectInvocation("benchmark", "00000000-0000-0000-0000-000000000000", Deadline.none());

    private final URI dynamoDb;
    private final RecordImageHandler recordImage;
    private final QueryImagesHandler queryImages;

    FleetRecorder(URI dynamoDb, URI imageBuilder) {
        this.dynamoDb = dynamoDb;
        Map<String, String> variables = new LinkedHashMap<>();
        variables.put("AWS_REGION", "us-east-1");
        variables.put("AWS_ENDPOINT_URL_DYNAMODB", dynamoDb.toString());
        variables.put("AWS_ENDPOINT_URL_IMAGEBUILDER", imageBuilder.toString());
        variables.put("CATALOG_TABLE", CATALOG);
        variables.put("ACCOUNT_REGISTRY_TABLE", REGISTRY);
        variables.put("PROMOTION_RULES_TABLE", "none");
        variables.put("OFFER_AMIS_OF_GONE_IMAGES", "false");
        variables.put("POWERTOOLS_SERVICE_NAME", "benchmark");
        Environment environment = Environment.of(variables);
        this.recordImage = new RecordImageHandler(environment);
        this.queryImages = new QueryImagesHandler(environment);
    }

    @Override
    public void createTables() {
        try (DynamoDbClient client = DynamoDbClients.create(new Region("us-east-1"), Optional.of(dynamoDb))) {
            client.createTable(CatalogTable.creation(CATALOG));
            client.createTable(AccountRegistryTable.creation(REGISTRY));
        }
    }

    @Override
    public void record(MeasuredBuild build) {
        Map<String, String> message = Map.of("Message", "{\"arn\":\"" + build.arn() + "\"}");
        answer(recordImage, Map.of("Records", List.of(Map.of("Sns", message))));
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
        JsonNode response = answer(
                queryImages,
                Map.of("routeKey", "GET " + route, "pathParameters", path, "queryStringParameters", parameters));
        if (response.path("statusCode").asInt() != 200) {
            throw new IllegalStateException(route + " answered " + response);
        }
        return response.path("body").asText();
    }

    private static JsonNode answer(RequestStreamHandler function, Map<String, ?> event) {
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        try {
            function.handleRequest(new ByteArrayInputStream(EventJson.bytes(event)), answer, INVOCATION);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return EventJson.object(answer.toString(StandardCharsets.UTF_8));
    }

    @Override
    public void close() {}
}
