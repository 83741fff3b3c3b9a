package imagefanout.benchmarks;

import static java.util.Objects.requireNonNull;

import imagefanout.benchmarks.organization.AnnouncementCosts;
import imagefanout.benchmarks.organization.FinishedBuildCosts;
import imagefanout.benchmarks.organization.JournalCosts;
import imagefanout.benchmarks.organization.ReadCosts;
import imagefanout.benchmarks.organization.StorageCosts;
import imagefanout.benchmarks.organization.SyncCosts;
import imagefanout.benchmarks.report.GoalRow;
import imagefanout.benchmarks.virtual.StormCosts;
import imagefanout.benchmarks.virtual.SweepCosts;
import imagefanout.benchmarks.virtual.YearSimulation;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

/**
 * The goals for costs that must not grow with history. To add rows, add a class with a method that returns them to {@link #ALL};
 * it counts at three sizes, so that the growth shows.
 */
final class CostGoals {
    /** Each returns its rows after it has counted them with the real use cases or handlers. */
    private static final List<Supplier<List<GoalRow>>> ALL = List.of(
            SweepCosts::rows,
            StormCosts::rows,
            FinishedBuildCosts::rows,
            ReadCosts::rows,
            SyncCosts::rows,
            JournalCosts::rows,
            StorageCosts::rows,
            AnnouncementCosts::rows,
            () -> YearSimulation.rows(20),
            () -> YearSimulation.rows(100),
            () -> YearSimulation.rows(500));

    private final List<Supplier<List<GoalRow>>> sources;

    CostGoals() {
        this(ALL);
    }

    CostGoals(List<Supplier<List<GoalRow>>> sources) {
        this.sources = List.copyOf(requireNonNull(sources, "sources"));
    }

    /** Counts everything, prints each row beside its goal, and returns the rows. */
    List<GoalRow> print(PrintWriter out) {
        out.printf(
                Locale.ROOT, "%-62s %-52s %12s %12s%n", "Costs that must not grow with history", "at", "is", "at most");
        List<GoalRow> rows = new ArrayList<>();
        for (Supplier<List<GoalRow>> source : sources) {
            for (GoalRow row : source.get()) {
                out.println(row);
                rows.add(row);
            }
            out.flush();
        }
        return rows;
    }
}
