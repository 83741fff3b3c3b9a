package imagefanout.benchmarks.organization;

import imagefanout.benchmarks.recording.MeasuredBuild;
import imagefanout.benchmarks.recording.MeasuredFunctions;
import imagefanout.benchmarks.recording.Tally;
import imagefanout.benchmarks.report.GoalRow;
import imagefanout.dynamodb.announce.DynamoAnnouncedStates;
import imagefanout.dynamodb.catalog.DynamoImageCatalog;
import imagefanout.dynamodb.channels.DynamoChannels;
import imagefanout.dynamodb.registry.DynamoAccountRegistry;
import imagefanout.dynamodb.sync.DynamoDistributionLedger;
import imagefanout.eventbridge.EventBridgeAnnouncements;
import imagefanout.model.Deadline;
import imagefanout.model.announce.AnnounceChanges;
import imagefanout.model.announce.Hint;
import imagefanout.model.catalog.OfferPolicy;
import imagefanout.testing.GoldenImages;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequest;
import software.amazon.awssdk.services.eventbridge.model.PutEventsResponse;
import software.amazon.awssdk.services.eventbridge.model.PutEventsResultEntry;

/** What it costs to announce a build: the second of a pipeline, so that every account is also told what it had. */
public final class AnnouncementCosts {
    private AnnouncementCosts() {}

    public static List<GoalRow> rows() {
        List<GoalRow> rows = new ArrayList<>();
        for (int accounts : List.of(15, 150, 1_500)) {
            rows.addAll(rows(new MeasuredBuild(20, accounts)));
        }
        return rows;
    }

    static List<GoalRow> rows(MeasuredBuild build) {
        AnnouncementCount count = announce(build);
        int accounts = build.accounts();
        String size = String.format(
                Locale.ROOT, "%d Regions x %,d accounts, %,d AMIs", build.regions(), accounts, build.amis());
        return List.of(
                new GoalRow("announce a build: events", size, count.events(), accounts + 1),
                new GoalRow(
                        "announce a build: PutEvents requests", size, count.puts(), Math.ceil(accounts * 0.105) + 2),
                new GoalRow(
                        "announce a build: DynamoDB requests",
                        size,
                        count.tally().requests(),
                        60),
                new GoalRow("announce a build: write units", size, count.tally().writeUnits(), 40 + accounts / 2.0),
                new GoalRow("announce a build: MB of heap in use while publishing", size, count.megabytes(), 32));
    }

    /** What one build took. */
    record AnnouncementCount(Tally tally, int events, int puts, double megabytes) {}

    static AnnouncementCount announce(MeasuredBuild build) {
        try (OrganizationFleet fleet = OrganizationFleet.withoutImageBuilder()) {
            HeapAtBus bus = new HeapAtBus();
            fleet.record(OrganizationFleet.golden(1, build));
            announce(fleet.measuredClient(), 1, bus);
            fleet.record(OrganizationFleet.golden(2, build));
            bus.reset();
            Tally tally = OrganizationFleet.count(() -> announce(fleet.measuredClient(), 2, bus));
            return new AnnouncementCount(tally, bus.events, bus.requests, bus.megabytes);
        }
    }

    private static void announce(DynamoDbClient client, int number, EventBridgeClient bus) {
        AnnounceChanges.Announced announced = new AnnounceChanges(
                        new DynamoImageCatalog(client, MeasuredFunctions.CATALOG, Deadline.none()),
                        new DynamoChannels(client, MeasuredFunctions.CATALOG, Deadline.none()),
                        OfferPolicy.AVAILABLE_ONLY,
                        new DynamoAccountRegistry(client, MeasuredFunctions.REGISTRY, Deadline.none()),
                        new DynamoDistributionLedger(client, MeasuredFunctions.CATALOG, Deadline.none()),
                        new DynamoAnnouncedStates(client, MeasuredFunctions.CATALOG, Deadline.none()),
                        new EventBridgeAnnouncements(bus, "bus", Deadline.none(), length -> {}))
                .announce(List.of(new Hint.OfBuild(GoldenImages.build(number).arn())));
        if (!announced.failures().isEmpty()) {
            throw new IllegalStateException(announced.failures().toString());
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
