package imagefanout.model.reconcile;

import static java.util.Objects.requireNonNull;

import imagefanout.model.identity.Lineage;
import java.time.Instant;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What is remembered between runs. It is one entry, so a run costs two writes, one at its start and one at its end, for any
 * number of unchanged pipelines.
 *
 * @param version counts the entry's replacements
 * @param backlog what the run with the lease is working on and, after it returned the lease, what it left. It is written at the
 *     start of the run, so a run that dies loses nothing
 * @param requested lineages that were requested while another run had the lease
 * @param fullSweepRequested whether a sweep was requested while another one was in progress
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

    boolean isHeldByAnother(String run, Instant now) {
        return lease.filter(held -> !held.holder().equals(run) && now.isBefore(held.until()))
                .isPresent();
    }

    boolean isHeldBy(String run) {
        return lease.filter(held -> held.holder().equals(run)).isPresent();
    }

    boolean hasNothingFor(Scope scope) {
        return scope.requestsNothing() && backlog.isEmpty() && !hasRequests();
    }

    boolean hasRequests() {
        return fullSweepRequested || !requested.isEmpty();
    }

    /** Notes the request for the run that has the lease, or the next one. */
    JournalEntry withRequest(Scope scope) {
        TreeSet<Lineage> lineages = new TreeSet<>(requested);
        if (scope instanceof Scope.SomeLineages some) {
            lineages.addAll(some.lineages());
        }
        boolean sweep = fullSweepRequested || scope instanceof Scope.AllLineages;
        return new JournalEntry(version + 1, lease, backlog, lineages, sweep, history);
    }

    /** Takes the lease, the backlog, what was requested, and the scope. */
    JournalEntry begin(Lease by, Scope scope) {
        boolean died = lease.isPresent() && backlog.sweep().isPresent();
        return withRequest(scope).takeRequests(by, died ? history.withFailure() : history);
    }

    /** The backlog is done; continues under the same lease with what was requested meanwhile. */
    JournalEntry proceed(SweepHistory newHistory) {
        return new JournalEntry(version + 1, lease, Backlog.NONE, requested, fullSweepRequested, history)
                .takeRequests(lease.orElseThrow(), newHistory);
    }

    JournalEntry withLease(Lease renewed) {
        return new JournalEntry(version + 1, Optional.of(renewed), backlog, requested, fullSweepRequested, history);
    }

    /** Returns the lease. */
    JournalEntry end(Backlog left, SweepHistory newHistory) {
        return new JournalEntry(version + 1, Optional.empty(), left, requested, fullSweepRequested, newHistory);
    }

    /**
     * A sweep in progress continues first: if each request restarted it, it would never end. A walk restarts when its lineage
     * was requested: the new build may be on a page that the walk has passed.
     */
    private JournalEntry takeRequests(Lease by, SweepHistory newHistory) {
        boolean sweepAgain = fullSweepRequested && backlog.sweep().isPresent();
        Optional<FullSweep> sweep =
                backlog.sweep().or(() -> fullSweepRequested ? Optional.of(FullSweep.START) : Optional.empty());
        TreeSet<Lineage> lineages = new TreeSet<>(backlog.lineages());
        lineages.addAll(requested);
        Optional<WalkPosition> walk = backlog.walk().filter(stopped -> !requested.contains(stopped.lineage()));
        Backlog work = new Backlog(lineages, sweep, walk);
        return new JournalEntry(version, Optional.of(by), work, Backlog.NONE.lineages(), sweepAgain, newHistory);
    }
}
