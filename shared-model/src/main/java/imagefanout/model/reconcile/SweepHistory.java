package imagefanout.model.reconcile;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Optional;

/**
 * How the sweeps of the past went.
 *
 * @param lastCleanAt the end of the last sweep in which nothing failed
 * @param consecutiveFailures how many sweeps failed, or died, since the last clean one
 */
public record SweepHistory(Optional<Instant> lastCleanAt, int consecutiveFailures) {
    public static final SweepHistory NONE = new SweepHistory(Optional.empty(), 0);

    public SweepHistory {
        requireNonNull(lastCleanAt, "lastCleanAt");
    }

    /** The sweep came to its end. */
    SweepHistory swept(FullSweep sweep, Instant endedAt) {
        return sweep.hasFailed() ? failed() : new SweepHistory(Optional.of(endedAt), 0);
    }

    /** Something failed in a sweep, or a run with a sweep under way broke off, or never gave its lease back. */
    SweepHistory failed() {
        return new SweepHistory(lastCleanAt, consecutiveFailures + 1);
    }
}
