package imagefanout.model.journal;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Optional;

/**
 * The results of past sweeps.
 *
 * @param lastCleanAt the end of the last sweep of everything that read every list
 * @param consecutiveFailures how many sweeps failed or died since then
 */
public record SweepHistory(Optional<Instant> lastCleanAt, int consecutiveFailures) {
    public static final SweepHistory NONE = new SweepHistory(Optional.empty(), 0);

    public SweepHistory {
        requireNonNull(lastCleanAt, "lastCleanAt");
    }

    /**
     * A sweep that read every list ends a row of failures; one of everything is clean, too. What failed for single builds or
     * pipelines stands in the run's reports.
     */
    public SweepHistory withSweep(SweepProgress sweep, Instant endedAt) {
        if (sweep.hasFailed()) {
            return withFailure();
        }
        return new SweepHistory(sweep.kind() == SweepKind.EVERYTHING ? Optional.of(endedAt) : lastCleanAt, 0);
    }

    /** A list could not be read in a sweep, or a run with a sweep in progress failed or died. */
    public SweepHistory withFailure() {
        return new SweepHistory(lastCleanAt, consecutiveFailures + 1);
    }
}
