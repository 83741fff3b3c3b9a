package imagefanout.benchmarks.report;

import static java.util.Objects.requireNonNull;

import java.util.Locale;

/**
 * One measured value beside its goal.
 *
 * @param what what is counted, and its unit
 * @param size what it was counted for
 * @param atMost the goal
 */
public record GoalRow(String what, String size, double measured, double atMost) {
    public GoalRow {
        requireNonNull(what, "what");
        requireNonNull(size, "size");
    }

    public boolean isMissed() {
        return measured > atMost;
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%-62s %-52s %12s %12s%s",
                what,
                size,
                number(measured),
                number(atMost),
                isMissed() ? "  MISSED" : "");
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, value == Math.rint(value) ? "%,.0f" : "%,.3f", value);
    }
}
