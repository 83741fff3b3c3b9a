package imagefanout.benchmarks.virtual;

import imagefanout.benchmarks.report.GoalRow;
import imagefanout.model.identity.ImageBuildArn;
import imagefanout.model.image.ImageState;
import imagefanout.model.reconcile.Scope;
import imagefanout.testing.GoldenImages;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What the reconcile asks of Image Builder, by the size of an organization. */
public final class SweepCosts {
    private static final double UNLIMITED = 1000;
    private static final double THROTTLED = 2;
    private static final int PAGE = 25;
    private static final int HOURS = 24;

    /** In one run at 2 calls a second: its time without the reserve. */
    private static final int CALLS_PER_RUN = 2 * 12 * 60;

    private SweepCosts() {}

    public static List<GoalRow> rows() {
        List<GoalRow> rows = new ArrayList<>();
        for (int pipelines : new int[] {50, 200, 500}) {
            rows.addAll(day(pipelines));
        }
        for (int versions : new int[] {1_000, 10_000, 100_000}) {
            rows.add(throttled(versions));
        }
        return rows;
    }

    /** A hundred builds of ten versions of each pipeline. */
    private static List<GoalRow> day(int pipelines) {
        int builds = 100 * pipelines;
        String size = String.format(
                Locale.ROOT, "%,d pipelines, %,d versions, %,d builds", pipelines, 10 * pipelines, builds);
        VirtualFleet fleet = VirtualFleet.of(pipelines, 10, 10, UNLIMITED);
        fleet.reconcile(new Scope.AllLineages());
        fleet.service.forgetCalls();
        fleet.reconcile(new Scope.AllLineages());
        int full = fleet.service.lists();
        int clean = full + fleet.service.descriptions();
        fleet.service.forgetCalls();
        fleet.reconcile(new Scope.ChangedPipelines());
        int hourly = fleet.service.lists();
        ImageBuildArn bad = VirtualImageBuilder.build(0, 0, 1);
        fleet.service.refuse(
                bad,
                GoldenImages.build(1)
                        .named(bad)
                        .of(VirtualImageBuilder.pipeline(0))
                        .in(ImageState.DEPRECATED)
                        .described());
        fleet.service.forgetCalls();
        fleet.reconcile(new Scope.AllLineages());
        int failing = fleet.service.lists() + fleet.service.descriptions();
        return List.of(
                new GoalRow("list calls of a full sweep", size, full, builds / PAGE + pipelines / PAGE + 10),
                new GoalRow("list calls of an hourly sweep, nothing ran", size, hourly, pipelines / PAGE + 10),
                new GoalRow("list calls a day", size, full + HOURS * hourly, 3000),
                new GoalRow("calls of a sweep with a failing build / without", size, (double) failing / clean, 1.01));
    }

    private static GoalRow throttled(int versions) {
        VirtualFleet fleet = VirtualFleet.of(versions / 100, 100, 1, THROTTLED);
        int first = versions * 27 / PAGE / CALLS_PER_RUN + 5;
        int runs = fleet.reconcile(new Scope.AllLineages());
        return new GoalRow(
                "runs of a first full sweep at 2 calls/s",
                String.format(Locale.ROOT, "%,d versions", versions),
                runs,
                2 * first);
    }
}
