package imagefanout.model.reconcile;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/**
 * The right to reconcile.
 *
 * @param holder the run that has it
 * @param until when it ends by itself: no run lives longer, so one that did not give it back is dead by then
 */
public record Lease(String holder, Instant until) {
    public Lease {
        requireNonNull(holder, "holder");
        requireNonNull(until, "until");
    }

    boolean keepsOut(String other, Instant now) {
        return !holder.equals(other) && now.isBefore(until);
    }
}
