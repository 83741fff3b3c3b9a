package imagefanout.model.reconcile;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Optional;

/**
 * How the sweeps of the past went.
 *
 * @param cleanAt the end of the last sweep in which nothing failed
 * @param failuresInARow how many sweeps failed, or died, since the last clean one
 */
public record History(Optional<Instant> cleanAt, int failuresInARow) {
    public static final History NONE = new History(Optional.empty(), 0);

    public History {
        requireNonNull(cleanAt, "cleanAt");
    }

    /** The sweep came to its end. */
    History swept(Sweep sweep, Instant endedAt) {
        return sweep.hasFailed() ? failed() : new History(Optional.of(endedAt), 0);
    }

    /** Something failed in a sweep, or a run with a sweep under way broke off, or never gave its lease back. */
    History failed() {
        return new History(cleanAt, failuresInARow + 1);
    }
}
