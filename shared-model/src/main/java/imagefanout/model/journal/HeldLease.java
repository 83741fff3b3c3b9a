package imagefanout.model.journal;

import imagefanout.model.OutOfTimeException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.UnaryOperator;

/**
 * The lease of the run that works now. It is short, so that a run that was killed blocks others for two minutes at most, and
 * is renewed while its run makes calls. A run of less than a minute writes no renewal.
 */
public final class HeldLease {
    public static final Duration LENGTH = Duration.ofMinutes(2);

    private static final int MAX_REPLACEMENTS = 20;

    private final ReconcileJournal journal;
    private final Clock clock;
    private final String run;
    private JournalEntry last;
    private Instant renewAt;

    /** @param begun the entry by which the run took the lease */
    public HeldLease(ReconcileJournal journal, Clock clock, JournalEntry begun) {
        this.journal = journal;
        this.clock = clock;
        this.last = begun;
        Lease taken = begun.lease().orElseThrow();
        this.run = taken.holder();
        this.renewAt = renewAt(taken);
    }

    /**
     * Renews the lease if half of it has passed. Call this before each step of the run.
     *
     * @throws OutOfTimeException when another run took over, after a step that took longer than the lease
     */
    public void keep() {
        Instant now = clock.instant();
        if (now.isBefore(renewAt)) {
            return;
        }
        try {
            Lease renewed = new Lease(run, now.plus(LENGTH));
            update(entry -> entry.withLease(renewed));
            renewAt = renewAt(renewed);
        } catch (JournalContendedException e) {
            throw new OutOfTimeException(e.getMessage());
        }
    }

    /**
     * Replaces the journal's entry. Reads it only if another run changed it.
     *
     * @throws JournalContendedException when another run took over, or others changed the entry at every attempt
     */
    public JournalEntry update(UnaryOperator<JournalEntry> change) {
        for (int attempt = 1; attempt <= MAX_REPLACEMENTS; attempt++) {
            JournalEntry next = change.apply(last);
            if (journal.replace(last, next)) {
                last = next;
                return next;
            }
            JournalEntry changed = journal.read();
            if (!changed.isHeldBy(run)) {
                throw new JournalContendedException(attempt);
            }
            last = changed;
        }
        throw new JournalContendedException(MAX_REPLACEMENTS);
    }

    private static Instant renewAt(Lease lease) {
        return lease.until().minus(LENGTH.dividedBy(2));
    }
}
