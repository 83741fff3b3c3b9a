package imagefanout.benchmarks.organization;

import imagefanout.benchmarks.recording.MeasuredBuild;
import imagefanout.benchmarks.recording.MeasuredFunctions;
import imagefanout.benchmarks.report.GoalRow;
import imagefanout.dynamodb.catalog.DynamoImageCatalog;
import imagefanout.dynamodb.catalog.DynamoRetention;
import imagefanout.dynamodb.channels.DynamoChannels;
import imagefanout.model.Deadline;
import imagefanout.model.ResultPage;
import imagefanout.model.catalog.RecordedBuild;
import imagefanout.model.image.BuildPosition;
import imagefanout.model.retention.OldBuilds;
import imagefanout.model.retention.RemoveOldBuilds;
import imagefanout.model.retention.RetentionRule;
import imagefanout.testing.GoldenImages;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What the catalog holds of a pipeline that makes a build of 60 AMIs each day, with a retention of 30 days. */
public final class StorageCosts {
    private static final MeasuredBuild SIXTY_AMIS = new MeasuredBuild(3, 20);
    private static final RetentionRule RULE = new RetentionRule(Duration.ofDays(30), 10);
    private static final Instant FIRST = Instant.parse("2020-01-01T00:00:00Z");
    private static final int PAGE = 100;
    private static final double KILOBYTE = 1024;

    /** Those of 30 days, first and last day included, and the newest five older ones of each account. */
    private static final int PROMISED_BUILDS = 36;

    /** What docs/reconcile.md promises, here as JSON. */
    private static final double PROMISED_KB_OF_A_REMOVED_BUILD = 0.5;

    private StorageCosts() {}

    public static List<GoalRow> rows() {
        List<GoalRow> rows = new ArrayList<>();
        for (int builds : List.of(100, 300, 1_000)) {
            rows.addAll(rows(builds));
        }
        return rows;
    }

    static List<GoalRow> rows(int builds) {
        try (OrganizationFleet fleet = OrganizationFleet.withoutImageBuilder()) {
            for (int day = 1; day <= PROMISED_BUILDS; day++) {
                fleet.record(build(day));
            }
            double promised = fleet.bytes("") / KILOBYTE;
            for (int day = PROMISED_BUILDS + 1; day <= builds; day++) {
                fleet.record(build(day));
            }
            DynamoImageCatalog catalog =
                    new DynamoImageCatalog(fleet.client(), MeasuredFunctions.CATALOG, Deadline.none());
            removeOld(fleet, catalog, FIRST.plus(Duration.ofDays(builds)));
            String size = String.format(Locale.ROOT, "%,d builds of 60 AMIs, one a day", builds);
            int kept = catalog.builds(GoldenImages.PIPELINE, Optional.empty(), builds)
                    .items()
                    .size();
            return List.of(
                    new GoalRow("builds that retention keeps", size, kept, PROMISED_BUILDS),
                    new GoalRow(
                            "KB in the catalog",
                            size,
                            fleet.bytes("") / KILOBYTE,
                            promised + PROMISED_KB_OF_A_REMOVED_BUILD * (builds - kept)));
        }
    }

    private static void removeOld(OrganizationFleet fleet, DynamoImageCatalog catalog, Instant now) {
        RemoveOldBuilds removeOldBuilds = new RemoveOldBuilds(
                catalog,
                new DynamoRetention(fleet.client(), MeasuredFunctions.CATALOG, Deadline.none()),
                new DynamoChannels(fleet.client(), MeasuredFunctions.CATALOG, Deadline.none()),
                Clock.fixed(now, ZoneOffset.UTC));
        OldBuilds old = removeOldBuilds.oldBuilds(GoldenImages.PIPELINE, RULE);
        ResultPage.<RecordedBuild, BuildPosition>forEach(
                before -> catalog.builds(GoldenImages.PIPELINE, before, PAGE), old::add);
        removeOldBuilds.remove(old, () -> {}, removed -> {});
    }

    private static GoldenImages build(int day) {
        return OrganizationFleet.golden(day, SIXTY_AMIS).createdAt(FIRST.plus(Duration.ofDays(day)));
    }
}
