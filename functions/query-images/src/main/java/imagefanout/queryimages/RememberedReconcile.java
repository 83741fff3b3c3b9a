package imagefanout.queryimages;

import static java.util.Objects.requireNonNull;

import imagefanout.model.reconcile.ReconcileJournal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * When the catalog was last found to agree with all that the service lists. The journal is read at most once a minute, so
 * that not every answer pays for it. What it gives is never too new: at most it does not know yet of a reconcile that ended
 * within that minute.
 */
final class RememberedReconcile {
    private static final Duration GOOD_FOR = Duration.ofMinutes(1);

    private record Seen(Optional<Instant> at, Instant goodUntil) {}

    private final Clock clock;
    private final AtomicReference<Seen> seen = new AtomicReference<>(new Seen(Optional.empty(), Instant.MIN));

    RememberedReconcile(Clock clock) {
        this.clock = requireNonNull(clock, "clock");
    }

    /** As of when everything agreed, after the last complete reconcile; empty before the first. */
    Optional<Instant> at(ReconcileJournal journal) {
        Instant now = clock.instant();
        Seen last = seen.get();
        if (now.isAfter(last.goodUntil())) {
            last = new Seen(journal.read().history().cleanAt(), now.plus(GOOD_FOR));
            seen.set(last);
        }
        return last.at();
    }
}
