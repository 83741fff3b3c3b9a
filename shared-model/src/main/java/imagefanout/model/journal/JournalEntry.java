package imagefanout.model.journal;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What is remembered between runs, beside notes and marks. It is one entry of a few hundred bytes, so a run costs two writes, one
 * at its start and one at its end, for any number of unchanged pipelines.
 *
 * @param version counts the entry's replacements
 * @param backlog what the run with the lease is working on and, after it returned the lease, what it left. It is written at the
 *     start of the run, so a run that dies loses nothing
 * @param notedAt the version at which notes were last added; 0: all notes are done
 * @param requested the sweeps that were requested while one of their kind was in progress, or another run had the lease
 */
public record JournalEntry(
        long version,
        Optional<Lease> lease,
        Backlog backlog,
        long notedAt,
        Set<SweepKind> requested,
        SweepHistory history) {
    /** Before the first run. */
    public static final JournalEntry FIRST =
            new JournalEntry(0, Optional.empty(), Backlog.NONE, 0, Set.of(), SweepHistory.NONE);

    public JournalEntry {
        requireNonNull(lease, "lease");
        requireNonNull(backlog, "backlog");
        requested = Set.copyOf(requested);
        requireNonNull(history, "history");
    }

    public boolean isHeldByAnother(String run, Instant now) {
        return lease.filter(held -> !held.holder().equals(run) && now.isBefore(held.until()))
                .isPresent();
    }

    public boolean isHeldBy(String run) {
        return lease.filter(held -> held.holder().equals(run)).isPresent();
    }

    public boolean hasNotes() {
        return notedAt > 0;
    }

    /** Whether an earlier run left anything, or anything was requested. */
    public boolean hasWork() {
        return backlog.isSweeping() || hasNotes() || !requested.isEmpty();
    }

    /** Whether anything was requested after that version. */
    public boolean hasRequestsSince(long earlier) {
        return notedAt > earlier || !requested.isEmpty();
    }

    /** Keeps a request for the run that has the lease, or the next one. Its notes are added before. */
    public JournalEntry withRequest(Optional<SweepKind> sweep, boolean hasNewNotes) {
        return new JournalEntry(version + 1, lease, backlog, hasNewNotes ? version + 1 : notedAt, with(sweep), history);
    }

    /** Takes the lease, the backlog, what was requested, and the sweep. */
    public JournalEntry begin(Lease by, Optional<SweepKind> sweep, Instant now) {
        boolean died = lease.isPresent() && backlog.isSweeping();
        SweepHistory known = died ? history.withFailure() : history;
        return new JournalEntry(version + 1, Optional.of(by), backlog, notedAt, with(sweep), known).startSweeps(now);
    }

    /**
     * The backlog and the notes are done; continues under the same lease with what was requested meanwhile.
     *
     * @param begunAt the version at which the run read the notes
     */
    public JournalEntry proceed(long begunAt, SweepHistory newHistory, Instant now) {
        return new JournalEntry(version + 1, lease, Backlog.NONE, notedSince(begunAt), requested, newHistory)
                .startSweeps(now);
    }

    public JournalEntry withLease(Lease renewed) {
        return new JournalEntry(version + 1, Optional.of(renewed), backlog, notedAt, requested, history);
    }

    /**
     * Returns the lease.
     *
     * @param notesAreLeft whether the run leaves notes, its own or those that it found
     */
    public JournalEntry end(long begunAt, Backlog left, boolean notesAreLeft, SweepHistory newHistory) {
        long noted = notesAreLeft ? version + 1 : notedSince(begunAt);
        return new JournalEntry(version + 1, Optional.empty(), left, noted, requested, newHistory);
    }

    private long notedSince(long begunAt) {
        return notedAt > begunAt ? notedAt : 0;
    }

    private Set<SweepKind> with(Optional<SweepKind> sweep) {
        EnumSet<SweepKind> all = EnumSet.noneOf(SweepKind.class);
        all.addAll(requested);
        sweep.ifPresent(all::add);
        return all;
    }

    /** A sweep in progress continues first: if each request restarted it, it would never end. */
    private JournalEntry startSweeps(Instant now) {
        Map<SweepKind, SweepProgress> sweeps = new EnumMap<>(SweepKind.class);
        sweeps.putAll(backlog.sweeps());
        EnumSet<SweepKind> waiting = EnumSet.noneOf(SweepKind.class);
        for (SweepKind kind : requested) {
            if (sweeps.containsKey(kind)) {
                waiting.add(kind);
            } else {
                sweeps.put(kind, SweepProgress.start(kind, now));
            }
        }
        return new JournalEntry(version, lease, new Backlog(sweeps, backlog.walk()), notedAt, waiting, history);
    }
}
