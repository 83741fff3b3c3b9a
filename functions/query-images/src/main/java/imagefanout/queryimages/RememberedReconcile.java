package imagefanout.queryimages;

import static java.util.Objects.requireNonNull;

import imagefanout.model.LastReconcile;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Asks for the last reconcile at most once a minute, so that not every answer pays for it. What it gives is never too new:
 * at most it does not know yet of a reconcile that ended within that minute.
 */
final class RememberedReconcile implements LastReconcile {
    private static final Duration GOOD_FOR = Duration.ofMinutes(1);

    private record Seen(Optional<Instant> endedAt, Instant goodUntil) {}

    private final LastReconcile lastReconcile;
    private final Clock clock;
    private final AtomicReference<Seen> seen = new AtomicReference<>(new Seen(Optional.empty(), Instant.MIN));

    RememberedReconcile(LastReconcile lastReconcile, Clock clock) {
        this.lastReconcile = requireNonNull(lastReconcile, "lastReconcile");
        this.clock = requireNonNull(clock, "clock");
    }

    @Override
    public Optional<Instant> endedAt() {
        Instant now = clock.instant();
        Seen last = seen.get();
        if (now.isAfter(last.goodUntil())) {
            last = new Seen(lastReconcile.endedAt(), now.plus(GOOD_FOR));
            seen.set(last);
        }
        return last.endedAt();
    }
}
