package imagefanout.model.reconcile;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Optional;

/**
 * The results of past sweeps.
 *
 * @param lastCleanAt the end of the last sweep in which nothing failed
 * @param consecutiveFailures how many sweeps failed or died since then
 */
public record SweepHistory(Optional<Instant> lastCleanAt, int consecutiveFailures) {
    public static final SweepHistory NONE = new SweepHistory(Optional.empty(), 0);

    public SweepHistory {
        requireNonNull(lastCleanAt, "lastCleanAt");
    }

    SweepHistory withSweep(FullSweep sweep, Instant endedAt) {
        return sweep.hasFailed() ? withFailure() : new SweepHistory(Optional.of(endedAt), 0);
    }

    /** Something failed in a sweep, or a run with a sweep in progress failed or died. */
    SweepHistory withFailure() {
        return new SweepHistory(lastCleanAt, consecutiveFailures + 1);
    }
}
