package imagefanout.model.journal;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/**
 * The right to reconcile. A run that works renews it, see {@link HeldLease}.
 *
 * @param until when it expires: another run may then take over, because the holder is dead
 */
public record Lease(String holder, Instant until) {
    public Lease {
        requireNonNull(holder, "holder");
        requireNonNull(until, "until");
    }
}
