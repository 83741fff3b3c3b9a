package imagefanout.model.reconcile;

import static java.util.Objects.requireNonNull;

import imagefanout.model.journal.JournalEntry;
import imagefanout.model.journal.Lease;
import imagefanout.model.journal.SweepHistory;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a run did.
 *
 * @param otherRunUntil when the lease of the other run expires, if the work was left to it. A run that works renews its lease;
 *     from that time on, any other run takes over
 */
public record Reconciled(
        ReconcileOutcome outcome, List<LineageReport> lineages, SweepHistory history, Optional<Instant> otherRunUntil) {
    public Reconciled {
        requireNonNull(outcome, "outcome");
        lineages = List.copyOf(lineages);
        requireNonNull(history, "history");
        requireNonNull(otherRunUntil, "otherRunUntil");
    }

    /** Of a run that was not needed. */
    public static Reconciled nothing() {
        return new Reconciled(ReconcileOutcome.NOTHING_TO_DO, List.of(), SweepHistory.NONE, Optional.empty());
    }

    static Reconciled leftToAnotherRun(JournalEntry entry) {
        return new Reconciled(
                ReconcileOutcome.LEFT_TO_ANOTHER_RUN,
                List.of(),
                entry.history(),
                entry.lease().map(Lease::until));
    }

    /** As {@link LineageReport#buildsRepaired}, of all lineages. */
    public int buildsRepaired() {
        return lineages.stream().mapToInt(LineageReport::buildsRepaired).sum();
    }

    public List<LineageReport> failed() {
        return lineages.stream().filter(LineageReport::hasFailed).toList();
    }
}
