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
import imagefanout.model.Deadline;
import imagefanout.model.announce.AnnounceChanges;
import imagefanout.model.announce.Announcement;
import imagefanout.model.announce.Hint;
import imagefanout.model.catalog.OfferPolicy;
import imagefanout.model.identity.AccountId;
import imagefanout.model.identity.Region;
import imagefanout.testing.GoldenImages;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** What announcing a build costs, the second of its pipeline. */
public final class AnnouncementCosts {
    private static final int MAX_REQUESTS = 60;
    private static final double MAX_WRITE_UNITS_PER_AMI = 0.05;

    private AnnouncementCosts() {}

    public static List<GoalRow> rows() {
        List<GoalRow> rows = new ArrayList<>();
        for (int accounts : List.of(150, 500, 1_500)) {
            rows.addAll(rows(new MeasuredBuild(20, accounts)));
        }
        return rows;
    }

    /** @param published the number of events */
    record AnnouncementCount(Tally tally, Tally again, int published) {}

    static List<GoalRow> rows(MeasuredBuild build) {
        AnnouncementCount announced = announce(build);
        String size = String.format(Locale.ROOT, "%,d AMIs for %,d accounts", build.amis(), build.accounts());
        return List.of(
                new GoalRow(
                        "accounts that are not told of a build", size, build.accounts() + 1 - announced.published(), 0),
                new GoalRow(
                        "announcing a build: requests", size, announced.tally().requests(), MAX_REQUESTS),
                new GoalRow(
                        "announcing a build: write units for each AMI",
                        size,
                        announced.tally().writeUnits() / build.amis(),
                        MAX_WRITE_UNITS_PER_AMI),
                new GoalRow(
                        "announcing it again: write units",
                        size,
                        announced.again().writeUnits(),
                        0));
    }

    static AnnouncementCount announce(MeasuredBuild build) {
        try (OrganizationFleet fleet = OrganizationFleet.withoutImageBuilder()) {
            List<Announcement> published = new ArrayList<>();
            AnnounceChanges changes = changes(fleet.measuredClient(), published);
            record(fleet, build, 1);
            changes.announce(List.of(new Hint.OfBuild(GoldenImages.build(1).arn())));
            record(fleet, build, 2);
            published.clear();
            Hint hint = new Hint.OfBuild(GoldenImages.build(2).arn());
            Tally first = OrganizationFleet.count(() -> changes.announce(List.of(hint)));
            int events = published.size();
            return new AnnouncementCount(first, OrganizationFleet.count(() -> changes.announce(List.of(hint))), events);
        }
    }

    private static AnnounceChanges changes(DynamoDbClient client, List<Announcement> published) {
        return new AnnounceChanges(
                new DynamoImageCatalog(client, MeasuredFunctions.CATALOG, Deadline.none()),
                new DynamoChannels(client, MeasuredFunctions.CATALOG, Deadline.none()),
                OfferPolicy.AVAILABLE_ONLY,
                new DynamoAccountRegistry(client, MeasuredFunctions.REGISTRY, Deadline.none()),
                new DynamoDistributionLedger(client, MeasuredFunctions.CATALOG, Deadline.none()),
                new DynamoAnnouncedStates(client, MeasuredFunctions.CATALOG, Deadline.none()),
                published::addAll);
    }

    static void record(OrganizationFleet fleet, MeasuredBuild build, int number) {
        AccountId[] accounts = build.accountIds().stream().map(AccountId::new).toArray(AccountId[]::new);
        GoldenImages image = GoldenImages.build(number);
        for (String region : build.regionCodes()) {
            image = image.to(new Region(region), accounts);
        }
        fleet.record(image);
    }
}
