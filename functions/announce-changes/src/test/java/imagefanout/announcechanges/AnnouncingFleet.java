package imagefanout.announcechanges;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import imagefanout.eventbridge.EventBridgeAnnouncements;
import imagefanout.lambda.DirectInvocation;
import imagefanout.lambda.Environment;
import imagefanout.lambda.FleetMetrics;
import imagefanout.model.Deadline;
import imagefanout.model.announce.AnnounceChanges;
import imagefanout.model.announce.AnnounceMissing;
import imagefanout.model.announce.AnnouncementBus;
import imagefanout.model.catalog.OfferPolicy;
import imagefanout.testing.announce.InMemoryAnnouncedStates;
import imagefanout.testing.catalog.InMemoryImageCatalog;
import imagefanout.testing.channels.InMemoryChannels;
import imagefanout.testing.registry.InMemoryAccountRegistry;
import imagefanout.testing.sync.InMemoryDistributionLedger;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequest;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequestEntry;
import software.amazon.awssdk.services.eventbridge.model.PutEventsResponse;
import software.amazon.awssdk.services.eventbridge.model.PutEventsResultEntry;

/** The function with tables in memory, and an event bus that keeps the text of each event. */
final class AnnouncingFleet implements EventBridgeClient {
    static final JsonMapper JSON = JsonMapper.builder().build();

    final InMemoryImageCatalog catalog = new InMemoryImageCatalog();
    final InMemoryChannels channels = new InMemoryChannels();
    final InMemoryAccountRegistry registry = new InMemoryAccountRegistry();
    final List<String> events = new ArrayList<>();
    Instant now = Instant.parse("2026-02-01T00:00:00Z");

    /** The texts of events that the bus refuses. */
    Predicate<String> refused = text -> false;

    private final InMemoryDistributionLedger ledger = new InMemoryDistributionLedger();
    private final InMemoryAnnouncedStates states = new InMemoryAnnouncedStates();
    private final AnnounceReport report = new AnnounceReport(FleetMetrics.from(Environment.of(
            Map.of("POWERTOOLS_SERVICE_NAME", "announce-changes", "POWERTOOLS_METRICS_DISABLED", "true"))));

    private AnnounceChangesHandler handler() {
        return new AnnounceChangesHandler(this::useCases, report);
    }

    private AnnounceUseCases useCases(Deadline deadline) {
        Clock clock = Clock.fixed(now, ZoneOffset.UTC);
        AnnouncementBus bus = new EventBridgeAnnouncements(this, "bus", deadline, time -> {});
        AnnounceChanges announceChanges =
                new AnnounceChanges(catalog, channels, OfferPolicy.AVAILABLE_ONLY, registry, ledger, states, bus);
        return new AnnounceUseCases(
                announceChanges,
                new AnnounceMissing(announceChanges, catalog, registry, ledger, states, clock, deadline));
    }

    /** Delivers a batch. Each key is a partition key, a blank and a sort key; sequence numbers count from 1. */
    List<String> deliver(String... keys) {
        ObjectNode event = JSON.createObjectNode();
        ArrayNode records = event.putArray("Records");
        for (int i = 0; i < keys.length; i++) {
            String[] key = keys[i].split(" ");
            ObjectNode dynamoDb =
                    records.addObject().put("eventSource", "aws:dynamodb").putObject("dynamodb");
            dynamoDb.put("SequenceNumber", Integer.toString(i + 1));
            ObjectNode stored = dynamoDb.putObject("Keys");
            stored.putObject("PK").put("S", key[0]);
            stored.putObject("SK").put("S", key[1]);
        }
        return invoke(event).path("batchItemFailures").findValuesAsText("itemIdentifier");
    }

    JsonNode invoke(JsonNode event) {
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        byte[] text = event.toString().getBytes(StandardCharsets.UTF_8);
        try {
            handler()
                    .handleRequest(
                            new ByteArrayInputStream(text),
                            answer,
                            new DirectInvocation("test", "1", () -> Duration.ofMinutes(5)));
            return JSON.readTree(answer.toByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public PutEventsResponse putEvents(PutEventsRequest request) {
        List<PutEventsResultEntry> results = new ArrayList<>();
        for (PutEventsRequestEntry entry : request.entries()) {
            PutEventsResultEntry.Builder result = PutEventsResultEntry.builder();
            if (refused.test(entry.detail())) {
                result.errorCode("InternalFailure");
            } else {
                events.add("{\"detail-type\": \"" + entry.detailType() + "\", \"detail\": " + entry.detail() + "}");
            }
            results.add(result.build());
        }
        return PutEventsResponse.builder().entries(results).build();
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    @Override
    public void close() {}
}
