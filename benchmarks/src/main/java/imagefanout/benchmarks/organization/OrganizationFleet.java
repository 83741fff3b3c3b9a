package imagefanout.benchmarks.organization;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import emulators.dynamodb.DynamoDb;
import emulators.dynamodb.DynamoDbEmulator;
import emulators.dynamodb.DynamoDbOptions;
import emulators.dynamodb.sdk.DynamoDbCalls;
import emulators.imagebuilder.EmulatorOptions;
import emulators.imagebuilder.ImageBuilderEmulator;
import imagefanout.benchmarks.recording.CapacityMeter;
import imagefanout.benchmarks.recording.MeasuredBuild;
import imagefanout.benchmarks.recording.MeasuredFunctions;
import imagefanout.benchmarks.recording.Tally;
import imagefanout.dynamodb.catalog.DynamoImageCatalog;
import imagefanout.dynamodb.table.DynamoDbClients;
import imagefanout.lambda.Environment;
import imagefanout.lambda.EventJson;
import imagefanout.model.Deadline;
import imagefanout.model.identity.AccountId;
import imagefanout.model.identity.Region;
import imagefanout.model.image.DescribedImage;
import imagefanout.model.image.ImageSnapshot;
import imagefanout.queryimages.QueryImagesHandler;
import imagefanout.reconcilepipeline.ReconcilePipelineHandler;
import imagefanout.recordimage.RecordImageHandler;
import imagefanout.syncdistributions.SyncDistributionsHandler;
import imagefanout.testing.GoldenImages;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** The functions of an organization, with a new DynamoDB and a new Image Builder. */
final class OrganizationFleet implements AutoCloseable {
    private static final int OK = 200;
    private static final int NOT_FOUND = 404;

    private final DynamoDbEmulator tables;
    private final ImageBuilderEmulator service;
    private final DynamoDbClient measured;
    private final RequestStreamHandler recordImage;
    private final RequestStreamHandler reconcilePipeline;
    private final RequestStreamHandler syncDistributions;
    private final RequestStreamHandler queryImages;

    private OrganizationFleet(ObjectNode seed) throws IOException {
        System.setProperty("log4j2.configurationFile", "classpath:log4j2-benchmarks.xml");
        // The emulators check no signatures.
        System.setProperty("aws.accessKeyId", "local");
        System.setProperty("aws.secretAccessKey", "local");
        service = imageBuilder(seed);
        tables = DynamoDbEmulator.start(DynamoDbOptions.defaults().withPort(0));
        measured = DynamoDbClients.create(new Region("us-east-1"), Optional.of(tables.endpoint()));
        MeasuredFunctions.createTables(client());
        Environment environment = MeasuredFunctions.environment(tables.endpoint(), service.endpoint());
        recordImage = new RecordImageHandler(environment);
        reconcilePipeline = new ReconcilePipelineHandler(environment);
        syncDistributions = new SyncDistributionsHandler(environment);
        queryImages = new QueryImagesHandler(environment);
    }

    private static ImageBuilderEmulator imageBuilder(ObjectNode seed) throws IOException {
        Path file = Files.createTempFile("seed", ".json");
        try {
            new JsonMapper().writeValue(file.toFile(), seed);
            return ImageBuilderEmulator.start(
                    EmulatorOptions.defaults().withPort(0).withSeed(file));
        } finally {
            Files.delete(file);
        }
    }

    /** @param seed what Image Builder has, as a seed file */
    static OrganizationFleet start(ObjectNode seed) {
        try {
            return new OrganizationFleet(seed);
        } catch (IOException e) {
            throw new UncheckedIOException("The emulators did not start.", e);
        }
    }

    /** An organization whose functions never call Image Builder. */
    static OrganizationFleet withoutImageBuilder() {
        return start(JsonNodeFactory.instance.objectNode());
    }

    /** A client whose requests are not counted, and take microseconds. */
    DynamoDbClient client() {
        DynamoDb dynamoDb = tables.dynamoDb();
        DynamoDbCalls calls = dynamoDb::call;
        return calls.client();
    }

    /** A client whose requests are counted. */
    DynamoDbClient measuredClient() {
        return measured;
    }

    /** Returns what the step costs. */
    static Tally count(Runnable step) {
        CapacityMeter.take();
        step.run();
        return CapacityMeter.take();
    }

    /** A build of this shape of the pipeline {@code golden-linux}. */
    static GoldenImages golden(int number, MeasuredBuild shape) {
        AccountId[] accounts = shape.accountIds().stream().map(AccountId::new).toArray(AccountId[]::new);
        GoldenImages image = GoldenImages.build(number);
        for (String region : shape.regionCodes()) {
            image = image.to(new Region(region), accounts);
        }
        return image;
    }

    /** Records the image as it was when it was created. Not counted. */
    void record(GoldenImages golden) {
        DescribedImage image = golden.described();
        new DynamoImageCatalog(client(), MeasuredFunctions.CATALOG, Deadline.none())
                .record(ImageSnapshot.of(image.build().createdAt(), image));
    }

    /** The bytes, as JSON, of the catalog's items whose sort key begins so. */
    long bytes(String prefix) {
        long bytes = 0;
        ObjectNode request = JsonNodeFactory.instance.objectNode().put("TableName", MeasuredFunctions.CATALOG);
        ObjectNode page;
        do {
            page = tables.dynamoDb().call("Scan", request.deepCopy());
            for (JsonNode item : page.get("Items")) {
                bytes += item.at("/SK/S").asText().startsWith(prefix)
                        ? item.toString().length()
                        : 0;
            }
            request.set("ExclusiveStartKey", page.get("LastEvaluatedKey"));
        } while (page.has("LastEvaluatedKey"));
        return bytes;
    }

    JsonNode recordImage(Map<String, ?> event) {
        return MeasuredFunctions.invoke(recordImage, event);
    }

    JsonNode reconcilePipeline(Map<String, ?> event) {
        return MeasuredFunctions.invoke(reconcilePipeline, event);
    }

    JsonNode syncDistributions(Map<String, ?> event) {
        return MeasuredFunctions.invoke(syncDistributions, event);
    }

    /** Returns query-images' answer. */
    JsonNode get(String route, Map<String, String> path, Map<String, String> parameters) {
        return EventJson.object(MeasuredFunctions.get(queryImages, route, path, parameters, OK));
    }

    /** Asks query-images for what it does not have. */
    void miss(String route, Map<String, String> path, Map<String, String> parameters) {
        MeasuredFunctions.get(queryImages, route, path, parameters, NOT_FOUND);
    }

    @Override
    public void close() {
        measured.close();
        service.close();
        tables.close();
    }
}
