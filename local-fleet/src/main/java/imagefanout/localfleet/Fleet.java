package imagefanout.localfleet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import emulators.imagebuilder.EmulatorOptions;
import emulators.imagebuilder.ImageBuilderEmulator;
import emulators.imagebuilder.Subscriber;
import emulators.organizations.OrganizationsEmulator;
import emulators.organizations.OrganizationsOptions;
import java.io.IOException;
import java.net.BindException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.imagebuilder.ImagebuilderClient;
import software.amazon.awssdk.services.organizations.OrganizationsClient;

/** A running fleet. {@link #close()} stops everything that it started. */
public final class Fleet implements AutoCloseable {
    private static final String REGION = "us-east-1";
    private static final String GOLDEN_LINUX =
            "arn:aws:imagebuilder:us-east-1:123456789012:image-pipeline/golden-linux";

    private final Deque<AutoCloseable> started = new ArrayDeque<>();
    private final LocalFunctions functions;
    private final Template template;
    private final URI imageBuilder;
    private final URI dynamoDb;
    private final URI organizations;
    private final URI api;
    private final URI lambda;
    private final URI eventBridge;
    private final LocalAnnouncements announcements;
    private final LocalDeadLetters deadLetters = new LocalDeadLetters();

    private Fleet(FleetOptions options) throws IOException {
        useLocalCredentials();
        try {
            LocalTables tables = opened(LocalTables.start(options.host(), options.dynamoDbPort()));
            dynamoDb = tables.endpoint();
            // The emulator needs its subscriber when it starts, and the functions need the emulator's address.
            AtomicReference<Subscriber> topic = new AtomicReference<>(Subscriber.none());
            EmulatorOptions service = EmulatorOptions.defaults()
                    .withHost(options.host())
                    .withPort(options.imageBuilderPort())
                    .withRegion(REGION)
                    .withBuildDuration(options.buildDuration())
                    .withSubscriber(publication -> topic.get().publish(publication));
            ImageBuilderEmulator emulator = opened(ImageBuilderEmulator.start(
                    options.seed().map(service::withSeed).orElse(service)));
            imageBuilder = emulator.endpoint();
            AtomicReference<Consumer<JsonNode>> bus = new AtomicReference<>(event -> {});
            organizations = organizations(options, event -> bus.get().accept(event));
            announcements =
                    new LocalAnnouncements(Clock.systemUTC(), event -> bus.get().accept(event));
            eventBridge = opened(HttpEndpoint.start(
                            options.host(),
                            options.eventBridgePort(),
                            exchange ->
                                    (LocalDeadLetters.takes(exchange) ? deadLetters : announcements).handle(exchange)))
                    .uri();
            template = Template.read(
                    options.template(),
                    Map.of(
                            "DynamoDbEndpoint", dynamoDb.toString(),
                            "ImageBuilderEndpoint", imageBuilder.toString(),
                            "OrganizationsEndpoint", organizations.toString(),
                            "EventBridgeEndpoint", eventBridge.toString(),
                            // A reference to a queue is its URL.
                            "ReconcilePipelineDeadLetters",
                                    eventBridge
                                            .resolve("/123456789012/ReconcilePipelineDeadLetters")
                                            .toString(),
                            "ImportSchedule", "rate(1 hour)",
                            "ImageBuilderTopicArn", LocalTopic.ARN));
            LocalTables.create(tables.dynamoDb(), template.tables());
            functions = opened(new LocalFunctions(
                    template.functions(),
                    Map.of("AWS_REGION", REGION, "POWERTOOLS_METRICS_DISABLED", "true"),
                    deadLetters));
            List<LocalQueue> queues = template.queueReaders().stream()
                    .map(function ->
                            opened(new LocalQueue(functions.target(function), options.queueDelay(), Clock.systemUTC())
                                    .start()))
                    .toList();
            topic.set(new LocalTopic(functions, template.topicSubscribers(), queues));
            bus.set(new LocalEventBus(functions, template.events("EventBridgeRule"))::publish);
            api = opened(HttpEndpoint.start(
                            options.host(),
                            options.apiPort(),
                            new LocalHttpApi(template.routes(), functions, this::parts)))
                    .uri();
            lambda = opened(HttpEndpoint.start(options.host(), options.lambdaPort(), new LambdaApi(functions)))
                    .uri();
            template.streams()
                    .forEach((function, streams) -> streams.forEach(
                            stream -> opened(new LocalStream(tables.dynamoDb(), stream, functions.target(function)))));
            if (options.seed().isPresent()) {
                reconcile();
                adoptSamples();
            }
        } catch (IOException | RuntimeException e) {
            close();
            throw e;
        }
    }

    /** @throws java.net.BindException when a port is taken */
    public static Fleet start(FleetOptions options) throws IOException {
        return new Fleet(options);
    }

    /** Creating or closing an account takes no time. */
    private URI organizations(FleetOptions options, Consumer<JsonNode> bus) throws IOException {
        try {
            return opened(OrganizationsEmulator.start(OrganizationsOptions.defaults()
                            .withHost(options.host())
                            .withPort(options.organizationsPort())
                            .withAccountDuration(Duration.ZERO)
                            .withSubscriber(bus::accept)))
                    .endpoint();
        } catch (BindException e) {
            throw HttpEndpoint.unusable(options.host(), options.organizationsPort(), e);
        }
    }

    /** Records the seeded builds in the catalog, as after an installation. */
    private void reconcile() throws IOException {
        functions.invoke("ReconcilePipelineFunction", "{}".getBytes(StandardCharsets.UTF_8));
    }

    /** Declares a promotion rule, writes the accounts of the sample distribution configuration into the registry, and syncs once. */
    private void adoptSamples() throws IOException {
        try (DynamoDbClient tables = dynamoDbClient()) {
            tables.putItem(request -> request.tableName("PromotionRulesTable")
                    .item(Map.of(
                            "channel", AttributeValue.fromS(GOLDEN_LINUX + "/prod"),
                            "follows", AttributeValue.fromS("dev"),
                            "days", AttributeValue.fromN("7"),
                            "start", AttributeValue.fromS("09:00"),
                            "hours", AttributeValue.fromN("8"),
                            "zone", AttributeValue.fromS("Europe/Berlin"))));
        }
        String event = "{\"seedRegistry\": true, \"distributionConfigurationArn\":"
                + " \"arn:aws:imagebuilder:us-east-1:123456789012:distribution-configuration/everywhere\"}";
        functions.invoke("SyncDistributionsFunction", event.getBytes(StandardCharsets.UTF_8));
        functions.invoke("SyncDistributionsFunction", "{}".getBytes(StandardCharsets.UTF_8));
    }

    /** The SDK's default chain reads system properties first. The emulators check no signatures. */
    private static void useLocalCredentials() {
        System.setProperty("aws.accessKeyId", "local");
        System.setProperty("aws.secretAccessKey", "local");
    }

    private <T extends AutoCloseable> T opened(T part) {
        started.push(part);
        return part;
    }

    /** Starts the function's schedules, all at this interval. */
    public void runSchedules(String function, Duration every) {
        opened(new LocalSchedules(template, functions, function, every));
    }

    public URI imageBuilder() {
        return imageBuilder;
    }

    public URI dynamoDb() {
        return dynamoDb;
    }

    /** An organization with this account as its management account. */
    public URI organizations() {
        return organizations;
    }

    /** PutEvents of EventBridge, and SendMessage of SQS; GET shows the newest events. */
    public URI eventBridge() {
        return eventBridge;
    }

    /** The newest events that announce-changes published, oldest first. */
    public List<JsonNode> announcements() {
        return announcements.published();
    }

    public URI api() {
        return api;
    }

    public URI lambda() {
        return lambda;
    }

    /** Where the parts of the fleet are, for the command. */
    private ObjectNode parts() {
        return JsonNodeFactory.instance
                .objectNode()
                .put("functions", lambda.toString())
                .put("imageBuilder", imageBuilder.toString())
                .put("dynamoDb", dynamoDb.toString())
                .put("topicArn", topicArn())
                .put("deadLetters", deadLetters());
    }

    /** The topic that infrastructure configurations name. */
    public String topicArn() {
        return LocalTopic.ARN;
    }

    /** A client of the fleet's DynamoDB, to be closed by the caller. */
    public DynamoDbClient dynamoDbClient() {
        return DynamoDbClient.builder()
                .endpointOverride(dynamoDb)
                .region(Region.of(REGION))
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build();
    }

    /** A client of the fleet's Image Builder, to be closed by the caller. */
    public ImagebuilderClient imageBuilderClient() {
        return ImagebuilderClient.builder()
                .endpointOverride(imageBuilder)
                .region(Region.of(REGION))
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build();
    }

    /** A client of the fleet's Organizations, to be closed by the caller. */
    public OrganizationsClient organizationsClient() {
        return OrganizationsClient.builder()
                .endpointOverride(organizations)
                .region(Region.of(REGION))
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build();
    }

    /** The number of events and messages that failed at every attempt, and of unreadable messages. */
    public int deadLetters() {
        return deadLetters.count();
    }

    @Override
    public void close() {
        RuntimeException failure = null;
        while (!started.isEmpty()) {
            try {
                started.pop().close();
            } catch (Exception e) {
                IllegalStateException next = new IllegalStateException("a part of the fleet did not stop", e);
                if (failure != null) {
                    next.addSuppressed(failure);
                }
                failure = next;
            }
        }
        if (failure != null) {
            throw failure;
        }
    }
}
