package imagefanout.benchmarks.recording;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;

/** Prints the comparisons as a table. */
final class CostTable {
    private CostTable() {}

    static void print(List<CostComparison> comparisons, PrintWriter out) {
        out.println("Recording a build: the fleet, and the straightforward recorder in parentheses");
        row(out, "AMIs", "requests/AMI", "write units/AMI", "hottest key", "duplicate WU", "peak heap MB", "seconds");
        for (CostComparison each : comparisons) {
            Measurement fleet = each.fleet();
            Measurement other = each.straightforward();
            row(
                    out,
                    "%,d".formatted(fleet.amis()),
                    both("%.4f", fleet.requestsPerAmi(), other.requestsPerAmi()),
                    both("%.3f", fleet.writeUnitsPerAmi(), other.writeUnitsPerAmi()),
                    both("%.2f%%", 100 * fleet.hottestPartitionShare(), 100 * other.hottestPartitionShare()),
                    both(
                            "%.0f",
                            fleet.duplicate().writeUnits(), other.duplicate().writeUnits()),
                    both("%.0f", fleet.peakHeapMegabytes(), other.peakHeapMegabytes()),
                    both("%.1f", fleet.wallSeconds(), other.wallSeconds()));
        }
        CostComparison largest = comparisons.get(comparisons.size() - 1);
        out.printf(
                Locale.ROOT,
                "At %,d AMIs the fleet takes %.1f %% of the requests, %.1f %% of the write units and %.0f %% of the time.%n",
                largest.fleet().amis(),
                100 * largest.requestRatio(),
                100 * largest.writeUnitRatio(),
                100 * largest.wallRatio());
        out.println();
        out.println(
                "Queries, after a build of " + "%,d".formatted(largest.fleet().amis()) + " AMIs");
        out.printf(Locale.ROOT, "%-14s %10s %12s%n", "query", "requests", "read units");
        largest.fleet().queries().forEach((question, cost) -> {
            String beside = largest.straightforward().queries().containsKey(question)
                    ? "   (" + largest.straightforward().queries().get(question).readUnits() + ")"
                    : "";
            out.printf(Locale.ROOT, "%-14s %10d %12.1f%s%n", question, cost.requests(), cost.readUnits(), beside);
        });
        out.flush();
    }

    private static void row(PrintWriter out, String... cells) {
        out.printf(Locale.ROOT, "%8s %18s %18s %18s %14s %14s %14s%n", (Object[]) cells);
    }

    private static String both(String form, double fleet, double other) {
        return String.format(Locale.ROOT, form + " (" + form + ")", fleet, other);
    }
}
