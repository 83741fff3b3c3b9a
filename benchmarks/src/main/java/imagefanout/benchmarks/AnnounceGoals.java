package imagefanout.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import emulators.dynamodb.DynamoDb;
import emulators.dynamodb.DynamoDbOptions;
import emulators.dynamodb.sdk.DynamoDbCalls;
import imagefanout.benchmarks.report.GoalRow;
import imagefanout.dynamodb.announce.DynamoAnnouncedStates;
import imagefanout.dynamodb.catalog.DynamoImageCatalog;
import imagefanout.dynamodb.channels.DynamoChannels;
import imagefanout.dynamodb.sync.DynamoDistributionLedger;
import imagefanout.dynamodb.table.CatalogTable;
import imagefanout.eventbridge.EventBridgeAnnouncements;
import imagefanout.model.Deadline;
import imagefanout.model.announce.AnnounceChanges;
import imagefanout.model.announce.Hint;
import imagefanout.model.catalog.OfferPolicy;
import imagefanout.model.identity.AccountId;
import imagefanout.model.identity.Region;
import imagefanout.model.image.ImageSnapshot;
import imagefanout.testing.GoldenImages;
import imagefanout.testing.registry.InMemoryAccountRegistry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequest;
import software.amazon.awssdk.services.eventbridge.model.PutEventsResponse;
import software.amazon.awssdk.services.eventbridge.model.PutEventsResultEntry;

/** What it costs to announce a build: the second of a pipeline, so that every account is also told what it had. */
final class AnnounceGoals {
    private static final String TABLE = "Catalog";
    private static final Instant NOON = Instant.parse("2026-02-01T12:00:00Z");

    private AnnounceGoals() {}

    static List<GoalRow> rows() {
        List<GoalRow> rows = new ArrayList<>();
        for (int accounts : List.of(15, 150, 1_500)) {
            rows.addAll(announced(20, accounts));
        }
        return rows;
    }

    /** @param regions in each of which each account has a copy */
    static List<GoalRow> announced(int regions, int accounts) {
        MeteredTable table = new MeteredTable(DynamoDb.empty(DynamoDbOptions.defaults())::call);
        DynamoDbClient client = table.client();
        client.createTable(CatalogTable.creation(TABLE));
        HeapAtBus bus = new HeapAtBus();
        record(client, 1, regions, accounts);
        announce(client, 1, bus);
        record(client, 2, regions, accounts);
        table.reset();
        bus.reset();

        announce(client, 2, bus);

        String size = String.format(
                Locale.ROOT, "%d Regions x %,d accounts, %,d AMIs", regions, accounts, regions * accounts);
        return List.of(
                new GoalRow("announce a build: events", size, bus.events, accounts + 2),
                new GoalRow(
                        "announce a build: PutEvents requests", size, bus.requests, Math.ceil(accounts * 0.105) + 2),
                new GoalRow("announce a build: DynamoDB requests", size, table.requests, 60),
                new GoalRow("announce a build: write units", size, table.writeUnits, 40 + accounts / 2.0),
                new GoalRow("announce a build: MB of heap in use while publishing", size, bus.megabytes, 32));
    }

    private static void record(DynamoDbClient client, int number, int regions, int accounts) {
        AccountId[] targets = IntStream.range(0, accounts)
                .mapToObj(account ->
                        new AccountId(String.format(Locale.ROOT, "%012d", 100_000_000_007L + account * 389_999_999L)))
                .toArray(AccountId[]::new);
        GoldenImages build = GoldenImages.build(number);
        for (int region = 1; region <= regions; region++) {
            build = build.to(new Region("xx-region-" + region), targets);
        }
        new DynamoImageCatalog(client, TABLE, Deadline.none())
                .record(ImageSnapshot.of(NOON.plusSeconds(60L * number), build.described()));
    }

    private static void announce(DynamoDbClient client, int number, EventBridgeClient bus) {
        AnnounceChanges.Announced announced = new AnnounceChanges(
                        new DynamoImageCatalog(client, TABLE, Deadline.none()),
                        new DynamoChannels(client, TABLE, Deadline.none()),
                        OfferPolicy.AVAILABLE_ONLY,
                        new InMemoryAccountRegistry(),
                        new DynamoDistributionLedger(client, TABLE, Deadline.none()),
                        new DynamoAnnouncedStates(client, TABLE, Deadline.none()),
                        new EventBridgeAnnouncements(bus, "bus", Deadline.none(), length -> {}))
                .announce(List.of(new Hint.OfBuild(GoldenImages.build(number).arn())));
        if (!announced.failures().isEmpty()) {
            throw new IllegalStateException(announced.failures().toString());
        }
    }

    /** Counts requests and write units. */
    private static final class MeteredTable implements DynamoDbCalls {
        private final DynamoDbCalls calls;
        private int requests;
        private double writeUnits;

        MeteredTable(DynamoDbCalls calls) {
            this.calls = calls;
        }

        void reset() {
            requests = 0;
            writeUnits = 0;
        }

        @Override
        public ObjectNode call(String operation, ObjectNode request) {
            boolean isMetered = !operation.startsWith("Create");
            ObjectNode answer = calls.call(
                    operation, isMetered ? request.deepCopy().put("ReturnConsumedCapacity", "TOTAL") : request);
            requests++;
            if (operation.contains("Put") || operation.contains("Write") || operation.contains("Update")) {
                for (JsonNode units : answer.findValues("CapacityUnits")) {
                    writeUnits += units.doubleValue();
                }
            }
            return answer;
        }
    }

    /** Takes every event, and measures the heap in use at the first and the last requests. */
    private static final class HeapAtBus implements EventBridgeClient {
        private static final double MEGABYTE = 1024.0 * 1024.0;
        private static final int EVERY = 50;

        private int events;
        private int requests;
        private double before;
        private double megabytes;

        void reset() {
            events = 0;
            requests = 0;
            before = used();
            megabytes = 0;
        }

        /** After a collection. */
        private static double used() {
            System.gc();
            Runtime runtime = Runtime.getRuntime();
            return (runtime.totalMemory() - runtime.freeMemory()) / MEGABYTE;
        }

        @Override
        public PutEventsResponse putEvents(PutEventsRequest request) {
            if (requests++ % EVERY == 0) {
                megabytes = Math.max(megabytes, used() - before);
            }
            events += request.entries().size();
            return PutEventsResponse.builder()
                    .entries(request.entries().stream()
                            .map(entry ->
                                    PutEventsResultEntry.builder().eventId("id").build())
                            .toList())
                    .build();
        }

        @Override
        public String serviceName() {
            return SERVICE_NAME;
        }

        @Override
        public void close() {}
    }
}
