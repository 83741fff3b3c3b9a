package imagefanout.localfleet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpHandler;
import emulators.dynamodb.DynamoDb;
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
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
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

    /** What Lambda sets, and what keeps metrics out of the output. */
    private static final Map<String, String> VARIABLES =
            Map.of("AWS_REGION", REGION, "POWERTOOLS_METRICS_DISABLED", "true");

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
        try {
            // The emulators need their subscribers when they start, and the functions need the emulators' addresses.
            AtomicReference<Subscriber> topic = new AtomicReference<>(Subscriber.none());
            AtomicReference<Consumer<JsonNode>> bus = new AtomicReference<>(event -> {});
            LocalTables tables = opened(LocalTables.start(options.host(), options.dynamoDbPort()));
            dynamoDb = tables.endpoint();
            imageBuilder = imageBuilder(options, message -> topic.get().publish(message));
            organizations = organizations(options, event -> bus.get().accept(event));
            announcements = new LocalAnnouncements(event -> bus.get().accept(event));
            eventBridge = served(
                    options,
                    options.eventBridgePort(),
                    exchange -> (LocalDeadLetters.takes(exchange) ? deadLetters : announcements).handle(exchange));
            template = Template.read(options.template(), parameters());
            LocalTables.create(tables.dynamoDb(), template.tables());
            functions = opened(new LocalFunctions(template.functions(), VARIABLES, deadLetters));
            topic.set(new LocalTopic(functions, template.topicSubscribers(), queues(options.queueDelay())));
            bus.set(new LocalEventBus(functions, template.events("EventBridgeRule"))::publish);
            api = served(options, options.apiPort(), new LocalHttpApi(template.routes(), functions, this::parts));
            lambda = served(options, options.lambdaPort(), new LambdaApi(functions));
            readStreams(tables.dynamoDb());
            if (options.seed().isPresent()) {
                adoptSamples();
            }
        } catch (IOException | RuntimeException e) {
            close();
            throw e;
        }
    }

    /** @throws java.net.BindException when a port is taken */
    public static Fleet start(FleetOptions options) throws IOException {
        useLocalCredentials();
        return new Fleet(options);
    }

    private URI imageBuilder(FleetOptions options, Subscriber topic) throws IOException {
        EmulatorOptions service = EmulatorOptions.defaults()
                .withHost(options.host())
                .withPort(options.imageBuilderPort())
                .withRegion(REGION)
                .withBuildDuration(options.buildDuration())
                .withSubscriber(topic);
        return opened(ImageBuilderEmulator.start(
                        options.seed().map(service::withSeed).orElse(service)))
                .endpoint();
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

    private URI served(FleetOptions options, int port, HttpHandler handler) throws IOException {
        return opened(HttpEndpoint.start(options.host(), port, handler)).uri();
    }

    /** The template's parameters that are not as in a stack. */
    private Map<String, String> parameters() {
        return Map.of(
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
                "ImageBuilderTopicArn", LocalTopic.ARN);
    }

    private List<LocalQueue> queues(Duration delay) {
        return template.queueReaders().stream()
                .map(function -> opened(new LocalQueue(functions.target(function), delay, Clock.systemUTC()).start()))
                .toList();
    }

    private void readStreams(DynamoDb tables) {
        template.streams()
                .forEach((function, streams) ->
                        streams.forEach(stream -> opened(new LocalStream(tables, stream, functions.target(function)))));
    }

    /**
     * Records the seeded builds in the catalog, as after an installation, declares a promotion rule, writes the accounts of the
     * sample distribution configuration into the registry, and syncs once.
     */
    private void adoptSamples() throws IOException {
        invoke("ReconcilePipelineFunction", "{}");
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
        invoke("SyncDistributionsFunction", event);
        invoke("SyncDistributionsFunction", "{}");
    }

    private void invoke(String function, String event) throws IOException {
        functions.invoke(function, event.getBytes(StandardCharsets.UTF_8));
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
        return client(DynamoDbClient.builder(), dynamoDb);
    }

    /** A client of the fleet's Image Builder, to be closed by the caller. */
    public ImagebuilderClient imageBuilderClient() {
        return client(ImagebuilderClient.builder(), imageBuilder);
    }

    /** A client of the fleet's Organizations, to be closed by the caller. */
    public OrganizationsClient organizationsClient() {
        return client(OrganizationsClient.builder(), organizations);
    }

    private static <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C client(
            B builder, URI endpoint) {
        return builder.endpointOverride(endpoint)
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
