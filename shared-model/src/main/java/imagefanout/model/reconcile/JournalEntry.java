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
 * @param backlog what the holder of the lease took up and, once it gave the lease back, what it backlog undone. It stands here
 *     from the beginning of a run, and so also when the run dies without a word
 * @param requested lineages that were requested for while another run had the lease
 * @param fullSweepRequested whether everything was requested for while another sweep was under way
 */
public record JournalEntry(
        long version,
        Optional<Lease> lease,
        Backlog backlog,
        SortedSet<Lineage> requested,
        boolean fullSweepRequested,
        SweepHistory history) {
    /** Before the first run. */
    public static final JournalEntry FIRST =
            new JournalEntry(0, Optional.empty(), Backlog.NONE, Backlog.NONE.lineages(), false, SweepHistory.NONE);

    public JournalEntry {
        requireNonNull(lease, "lease");
        requireNonNull(backlog, "backlog");
        requested = Backlog.sorted(requested);
        requireNonNull(history, "history");
    }

    boolean keepsOut(String run, Instant now) {
        return lease.filter(held -> held.keepsOut(run, now)).isPresent();
    }

    boolean isHeldBy(String run) {
        return lease.filter(held -> held.holder().equals(run)).isPresent();
    }

    boolean hasNothingFor(Scope scope) {
        return scope.asksForNothing() && backlog.isEmpty() && !isAsked();
    }

    boolean isAsked() {
        return fullSweepRequested || !requested.isEmpty();
    }

    /** Notes what is requested for while another run has the lease, for whoever comes next. */
    JournalEntry asking(Scope scope) {
        TreeSet<Lineage> lineages = new TreeSet<>(requested);
        if (scope instanceof Scope.SomeLineages these) {
            lineages.addAll(these.lineages());
        }
        boolean all = fullSweepRequested || scope instanceof Scope.AllLineages;
        return new JournalEntry(version + 1, lease, backlog, lineages, all, history);
    }

    /** Takes the lease and all there is to do: what is backlog, what was requested for, and the scope. */
    JournalEntry begun(Lease by, Scope scope) {
        boolean died = lease.isPresent() && backlog.sweep().isPresent();
        return asking(scope).taken(by, died ? history.failed() : history);
    }

    /** Everything that was backlog is done; goes on, under the same lease, with what was requested for meanwhile. */
    JournalEntry goneOn(SweepHistory sinceThen) {
        return new JournalEntry(version + 1, lease, Backlog.NONE, requested, fullSweepRequested, history)
                .taken(lease.orElseThrow(), sinceThen);
    }

    /** Gives the lease back. */
    JournalEntry ended(Backlog still, SweepHistory sinceThen) {
        return new JournalEntry(version + 1, Optional.empty(), still, requested, fullSweepRequested, sinceThen);
    }

    /**
     * A sweep that is under way goes on first: were it begun anew each time, its end would never be reached. A walk is begun
     * anew when its lineage was requested for: a build since then may stand where it has been already.
     */
    private JournalEntry taken(Lease by, SweepHistory sinceThen) {
        boolean another = fullSweepRequested && backlog.sweep().isPresent();
        Optional<FullSweep> sweep =
                backlog.sweep().or(() -> fullSweepRequested ? Optional.of(FullSweep.BEGUN) : Optional.empty());
        TreeSet<Lineage> lineages = new TreeSet<>(backlog.lineages());
        lineages.addAll(requested);
        Backlog work =
                new Backlog(lineages, sweep, backlog.walk().filter(stopped -> !requested.contains(stopped.lineage())));
        return new JournalEntry(version, Optional.of(by), work, Backlog.NONE.lineages(), another, sinceThen);
    }
}
