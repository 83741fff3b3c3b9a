package imagefanout.endtoend.fleet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import emulators.dynamodb.DynamoDb;
import emulators.dynamodb.DynamoDbOptions;
import emulators.dynamodb.account.Disturbance;
import emulators.imagebuilder.EmulatorOptions;
import emulators.imagebuilder.ImageBuilderEmulator;
import emulators.imagebuilder.Publication;
import emulators.wire.WireHandler;
import emulators.wire.clock.ManualClock;
import emulators.wire.protocol.ServiceException;
import emulators.wire.protocol.WireAnswer;
import emulators.wire.protocol.WireRequest;
import imagefanout.localfleet.LocalTables;
import imagefanout.localfleet.Template;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.http.SdkHttpRequest;

/** DynamoDB, Image Builder and an event bus, emulated in the process, without faults. */
public final class InProcessServices implements Transport {
    /** The year of all builds. The fleet's clock is in another year, so that its own instants can be recognized. */
    private static final Instant BUILDS = Instant.parse("2026-01-05T12:00:00Z");

    private static final Duration BUILD = Duration.ofHours(1);

    private final DynamoDb tables;
    private final ManualClock time = new ManualClock(BUILDS);
    private final List<Publication> published = new ArrayList<>();
    private final List<JsonNode> events = new ArrayList<>();
    private final WireHandler imageBuilder;

    /** @param seed the initial contents of Image Builder */
    public InProcessServices(DynamoDb tables, Path seed) {
        this.tables = tables;
        imageBuilder = ImageBuilderEmulator.withoutSocket(EmulatorOptions.defaults()
                .withClock(time)
                .withBuildDuration(BUILD)
                .withSubscriber(this::publish)
                .withSeed(seed));
    }

    /** The tables in the template, without items. */
    public static DynamoDb emptyTables() {
        DynamoDb tables = DynamoDb.empty(DynamoDbOptions.defaults());
        LocalTables.create(tables, Template.read(Template.find(), Map.of()).tables());
        return tables;
    }

    private void publish(Publication publication) {
        if (publication.kind() == Publication.Kind.SNS) {
            synchronized (published) {
                published.add(publication);
            }
        }
    }

    public DynamoDb tables() {
        return tables;
    }

    /** Advances the clock until all running builds have ended. */
    public void letBuildsEnd() {
        time.advance(BUILD.multipliedBy(2));
    }

    /** Returns all messages that Image Builder has published to its topic. */
    public List<Publication> published() {
        synchronized (published) {
            return List.copyOf(published);
        }
    }

    /** Writes an item directly, without the functions, like a person. */
    public void put(String table, ObjectNode item) {
        ObjectNode request = SentRequest.JSON.createObjectNode().put("TableName", table);
        tables.call("PutItem", request.set("Item", item));
    }

    /** Sets one of the emulator's own faults, or moves an image to another state. */
    public void emulate(ObjectNode fault) {
        call("POST", "/_emulator/faults", fault.toString());
    }

    /** Adds contents to Image Builder. */
    void seed(ObjectNode seed) {
        call("POST", "/_emulator/seed", seed.toString());
    }

    /** Calls an operation of Image Builder that changes nothing. */
    JsonNode read(String method, String pathAndQuery) {
        return call(method, pathAndQuery, "{}");
    }

    private JsonNode call(String method, String pathAndQuery, String body) {
        URI uri = URI.create("http://services.invalid" + pathAndQuery);
        WireAnswer answer = imageBuilder
                .answer(new WireRequest(
                        method,
                        uri.getRawPath(),
                        Optional.ofNullable(uri.getRawQuery()).orElse(""),
                        Map.of(),
                        body.getBytes(StandardCharsets.UTF_8)))
                .orElseThrow();
        if (answer.status() != 200) {
            throw new IllegalStateException(answer.body().toString());
        }
        return answer.body();
    }

    @Override
    public ServiceResponse send(SentRequest request) {
        return switch (request.service()) {
            case IMAGE_BUILDER -> imageBuilder(request);
            case EVENT_BRIDGE -> putEvents(request.json());
            case DYNAMODB -> dynamoDb(tables, request, Disturbance.none());
        };
    }

    private synchronized ServiceResponse putEvents(ObjectNode request) {
        ObjectNode answer = SentRequest.JSON.createObjectNode().put("FailedEntryCount", 0);
        ArrayNode results = answer.putArray("Entries");
        request.path("Entries").forEach(entry -> {
            events.add(entry);
            results.addObject().put("EventId", Integer.toString(events.size()));
        });
        return ServiceResponse.ok(answer);
    }

    /** The entries that the event bus has taken, oldest first. */
    synchronized List<JsonNode> events() {
        return List.copyOf(events);
    }

    /** Serves a request with these tables, as far as the disturbance allows. */
    public static ServiceResponse dynamoDb(DynamoDb tables, SentRequest request, Disturbance disturbance) {
        try {
            return ServiceResponse.ok(tables.call(request.operation(), request.json(), disturbance));
        } catch (ServiceException e) {
            return ServiceResponse.error(
                    AwsService.DYNAMODB, e.type().status(), e.type().name(), e.getMessage());
        }
    }

    private ServiceResponse imageBuilder(SentRequest request) {
        SdkHttpRequest http = request.http();
        WireRequest read = new WireRequest(
                http.method().name(),
                http.encodedPath(),
                http.encodedQueryParameters().orElse(""),
                http.headers(),
                request.body());
        // Empty only if a fault of the emulator drops the answer. No fault is set here.
        WireAnswer answer = imageBuilder.answer(read).orElseThrow();
        return ServiceResponse.of(
                answer.status(), Optional.ofNullable(answer.headers().get("x-amzn-ErrorType")), answer.body());
    }
}
