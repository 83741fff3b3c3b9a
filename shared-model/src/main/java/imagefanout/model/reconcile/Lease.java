package imagefanout.model.reconcile;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/**
 * The right to reconcile.
 *
 * @param until when it expires: no run lives longer, so a run that did not return it by then is dead
 */
public record Lease(String holder, Instant until) {
    public Lease {
        requireNonNull(holder, "holder");
        requireNonNull(until, "until");
    }
}
