package imagefanout.model.reconcile;

import static java.util.Objects.requireNonNull;

import imagefanout.model.identity.Lineage;
import java.time.Instant;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * All that is remembered of runs, in one entry: so that a run costs two writes, one to begin and one to end, however many
 * pipelines it finds unchanged.
 *
 * @param version counts the entry's replacements
 * @param lease who reconciles now
 * @param left what the holder of the lease took up and, once it gave the lease back, what it left undone. It stands here
 *     from the beginning of a run, and so also when the run dies without a word
 * @param asked lineages that were asked for while another run had the lease
 * @param askedForAll whether everything was asked for while another sweep was under way
 */
public record JournalEntry(
        long version,
        Optional<Lease> lease,
        Backlog left,
        SortedSet<Lineage> asked,
        boolean askedForAll,
        SweepHistory history) {
    /** Before the first run. */
    public static final JournalEntry FIRST =
            new JournalEntry(0, Optional.empty(), Backlog.NONE, Backlog.NONE.lineages(), false, SweepHistory.NONE);

    public JournalEntry {
        requireNonNull(lease, "lease");
        requireNonNull(left, "left");
        asked = Backlog.sorted(asked);
        requireNonNull(history, "history");
    }

    boolean keepsOut(String run, Instant now) {
        return lease.filter(held -> held.keepsOut(run, now)).isPresent();
    }

    boolean isHeldBy(String run) {
        return lease.filter(held -> held.holder().equals(run)).isPresent();
    }

    boolean hasNothingFor(Scope scope) {
        return scope.asksForNothing() && left.isEmpty() && !isAsked();
    }

    boolean isAsked() {
        return askedForAll || !asked.isEmpty();
    }

    /** Notes what is asked for while another run has the lease, for whoever comes next. */
    JournalEntry asking(Scope scope) {
        TreeSet<Lineage> lineages = new TreeSet<>(asked);
        if (scope instanceof Scope.These these) {
            lineages.addAll(these.lineages());
        }
        boolean all = askedForAll || scope instanceof Scope.Everything;
        return new JournalEntry(version + 1, lease, left, lineages, all, history);
    }

    /** Takes the lease and all there is to do: what is left, what was asked for, and the scope. */
    JournalEntry begun(Lease by, Scope scope) {
        boolean died = lease.isPresent() && left.sweep().isPresent();
        return asking(scope).taken(by, died ? history.failed() : history);
    }

    /** Everything that was left is done; goes on, under the same lease, with what was asked for meanwhile. */
    JournalEntry goneOn(SweepHistory sinceThen) {
        return new JournalEntry(version + 1, lease, Backlog.NONE, asked, askedForAll, history)
                .taken(lease.orElseThrow(), sinceThen);
    }

    /** Gives the lease back. */
    JournalEntry ended(Backlog still, SweepHistory sinceThen) {
        return new JournalEntry(version + 1, Optional.empty(), still, asked, askedForAll, sinceThen);
    }

    /**
     * A sweep that is under way goes on first: were it begun anew each time, its end would never be reached. A walk is begun
     * anew when its lineage was asked for: a build since then may stand where it has been already.
     */
    private JournalEntry taken(Lease by, SweepHistory sinceThen) {
        boolean another = askedForAll && left.sweep().isPresent();
        Optional<FullSweep> sweep =
                left.sweep().or(() -> askedForAll ? Optional.of(FullSweep.BEGUN) : Optional.empty());
        TreeSet<Lineage> lineages = new TreeSet<>(left.lineages());
        lineages.addAll(asked);
        Backlog work = new Backlog(lineages, sweep, left.walk().filter(stopped -> !asked.contains(stopped.lineage())));
        return new JournalEntry(version, Optional.of(by), work, Backlog.NONE.lineages(), another, sinceThen);
    }
}
