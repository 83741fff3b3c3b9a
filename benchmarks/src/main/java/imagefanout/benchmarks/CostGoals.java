package imagefanout.benchmarks;

import static java.util.Objects.requireNonNull;

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
    private static final List<Supplier<List<GoalRow>>> ALL =
            List.of(SweepCosts::rows, StormCosts::rows, YearSimulation::rows, ReadGoals::rows, AnnounceGoals::rows);

    private final List<Supplier<List<GoalRow>>> sources;

    CostGoals() {
        this(ALL);
    }

    CostGoals(List<Supplier<List<GoalRow>>> sources) {
        this.sources = List.copyOf(requireNonNull(sources, "sources"));
    }

    /** Counts everything and prints each row beside its goal. Returns the rows that missed it. */
    List<GoalRow> print(PrintWriter out) {
        out.printf(
                Locale.ROOT, "%-62s %-52s %12s %12s%n", "Costs that must not grow with history", "at", "is", "at most");
        List<GoalRow> missed = new ArrayList<>();
        for (Supplier<List<GoalRow>> source : sources) {
            for (GoalRow row : source.get()) {
                out.println(row);
                out.flush();
                if (row.isMissed()) {
                    missed.add(row);
                }
            }
        }
        return missed;
    }
}
