package imagefanout.queryimages;

import static java.util.Objects.requireNonNull;

import imagefanout.model.reconcile.LastReconcile;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * When the last complete reconcile ended, kept for a minute, so that not every answer pays for it. What it gives is never too
 * new: at most it does not know yet of a reconcile that ended within that minute.
 */
final class RememberedReconcile {
    private static final Duration GOOD_FOR = Duration.ofMinutes(1);

    private record Seen(Optional<Instant> endedAt, Instant goodUntil) {}

    private final Clock clock;
    private final AtomicReference<Seen> seen = new AtomicReference<>(new Seen(Optional.empty(), Instant.MIN));

    RememberedReconcile(Clock clock) {
        this.clock = requireNonNull(clock, "clock");
    }

    /** What is remembered, for the whole of one request; empty when it has to be read. */
    Optional<LastReconcile> remembered() {
        Seen last = seen.get();
        return clock.instant().isAfter(last.goodUntil()) ? Optional.empty() : Optional.of(last::endedAt);
    }

    /** Reads it, and remembers what was read. */
    LastReconcile remembering(LastReconcile read) {
        return () -> {
            Optional<Instant> endedAt = read.endedAt();
            seen.set(new Seen(endedAt, clock.instant().plus(GOOD_FOR)));
            return endedAt;
        };
    }
}
