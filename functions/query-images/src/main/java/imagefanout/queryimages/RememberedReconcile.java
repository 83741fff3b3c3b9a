package imagefanout.queryimages;

import static java.util.Objects.requireNonNull;

import imagefanout.model.reconcile.LastReconcile;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Caches for one minute when the last full reconcile ended, so that not every request reads it. The time can be up to a minute
 * out of date, but is never too new.
 */
final class RememberedReconcile {
    private static final Duration VALID_FOR = Duration.ofMinutes(1);

    private record Remembered(Optional<Instant> endedAt, Instant validUntil) {}

    private final Clock clock;
    private final AtomicReference<Remembered> last =
            new AtomicReference<>(new Remembered(Optional.empty(), Instant.MIN));

    RememberedReconcile(Clock clock) {
        this.clock = requireNonNull(clock, "clock");
    }

    /** The remembered time, or the one that {@code source} reads when nothing valid is remembered. */
    Optional<Instant> endedAt(LastReconcile source) {
        Instant now = clock.instant();
        Remembered remembered = last.get();
        if (now.isAfter(remembered.validUntil())) {
            remembered = new Remembered(source.endedAt(), now.plus(VALID_FOR));
            last.set(remembered);
        }
        return remembered.endedAt();
    }
}
