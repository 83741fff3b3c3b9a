package imagefanout.model.reconcile;

import imagefanout.model.OutOfTimeException;
import imagefanout.model.ResultPage;
import imagefanout.model.identity.ImageArn;
import imagefanout.model.identity.Lineage;
import imagefanout.model.identity.PipelineArn;
import imagefanout.model.identity.Region;
import imagefanout.model.journal.Backlog;
import imagefanout.model.journal.HeldLease;
import imagefanout.model.journal.JournalEntry;
import imagefanout.model.journal.Note;
import imagefanout.model.journal.ReconcileJournal;
import imagefanout.model.journal.SeenBuilds;
import imagefanout.model.journal.SweepHistory;
import imagefanout.model.journal.SweepKind;
import imagefanout.model.journal.SweepProgress;
import imagefanout.model.journal.WalkDepth;
import imagefanout.model.journal.WalkPosition;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Works through notes and sweeps until they are done or time is up, and knows at each moment what is left. */
final class ReconcileRun {
    private static final int CATALOG_PAGE = 100;

    private final WalkContext context;
    private final ReconcileJournal journal;
    private final boolean hasStoredNotes;
    private final TreeSet<Note> own;
    private final TreeSet<Note> stored = new TreeSet<>();
    private final List<Note> finished = new ArrayList<>();
    private final Map<SweepKind, SweepProgress> sweeps = new EnumMap<>(SweepKind.class);
    private Optional<WalkPosition> position;
    private boolean notesAreRead;
    private final boolean isResumed;
    private Optional<SeenBuilds> seen = Optional.empty();
    private SweepHistory history;
    private final List<LineageReport> reports = new ArrayList<>();

    /** @param own notes of this run that are not stored */
    ReconcileRun(WalkContext context, ReconcileJournal journal, JournalEntry begun, Set<Note> own) {
        this.context = context;
        this.journal = journal;
        this.hasStoredNotes = begun.hasNotes();
        this.own = new TreeSet<>(own);
        this.sweeps.putAll(begun.backlog().sweeps());
        Instant begunAt = begun.lease().orElseThrow().until().minus(HeldLease.LENGTH);
        this.isResumed = Optional.ofNullable(sweeps.get(SweepKind.EVERYTHING))
                .filter(sweep -> !sweep.startedAt().equals(begunAt))
                .isPresent();
        this.position = begun.backlog().walk();
        this.history = begun.history();
    }

    /** False: time was short, and something is left. */
    boolean runToEnd() {
        try {
            walkNoted();
            sweep(SweepKind.CHANGED_PIPELINES);
            sweep(SweepKind.EVERYTHING);
            position = Optional.empty();
            return true;
        } catch (OutOfTimeException e) {
            return false;
        }
    }

    List<LineageReport> reports() {
        return reports;
    }

    SweepHistory history() {
        return history;
    }

    Backlog left() {
        return new Backlog(sweeps, position);
    }

    /**
     * Stores what the entry does not hold: the notes of this run that are left, and what a sweep has seen. Removes the notes that
     * are done. Returns whether any are left.
     */
    boolean storeLeft() {
        journal.add(own);
        removeFinished();
        if (sweeps.containsKey(SweepKind.EVERYTHING)) {
            seen.ifPresent(journal::keep);
        }
        return !own.isEmpty() || !stored.isEmpty() || hasStoredNotes && !notesAreRead;
    }

    private void walkNoted() {
        if (hasStoredNotes) {
            stored.addAll(journal.notes());
        }
        notesAreRead = true;
        SortedMap<Lineage, List<Note>> noted = Stream.concat(stored.stream(), own.stream())
                .collect(
                        Collectors.groupingBy(Note::lineage, () -> new TreeMap<>(Lineage.BY_ARN), Collectors.toList()));
        position.map(WalkPosition::lineage)
                .filter(noted::containsKey)
                .ifPresent(stopped -> walkNoted(stopped, noted.remove(stopped)));
        noted.forEach(this::walkNoted);
        removeFinished();
    }

    private void walkNoted(Lineage lineage, List<Note> notes) {
        // The new build may be on a page that the walk has passed.
        position = position.filter(stopped -> !stopped.lineage().equals(lineage)
                || notes.stream().noneMatch(note -> note.at().isAfter(stopped.startedAt())));
        boolean all = notes.stream().anyMatch(note -> note.depth() == WalkDepth.ALL);
        walk(lineage, all ? WalkDepth.ALL : WalkDepth.NEWEST, Optional.empty());
        for (Note note : notes) {
            own.remove(note);
            if (stored.remove(note)) {
                finished.add(note);
            }
        }
    }

    private void removeFinished() {
        if (!finished.isEmpty()) {
            journal.remove(finished);
            finished.clear();
        }
    }

    private void sweep(SweepKind kind) {
        if (!sweeps.containsKey(kind)) {
            return;
        }
        finishRemovals();
        for (Map.Entry<Region, SortedSet<Lineage>> known : recordedLineages().entrySet()) {
            Region region = known.getKey();
            SweepProgress before = sweeps.get(kind);
            if (before.isPast(region)) {
                continue;
            }
            if (!before.isIn(region)) {
                sweeps.put(kind, before.enter(region));
            }
            new RegionSweep(context, journal, this, kind, region, known.getValue()).run();
        }
        if (kind == SweepKind.EVERYTHING && isResumed) {
            journal.forgetSeen();
        }
        history = history.withSweep(sweeps.get(kind), context.clock().instant());
        sweeps.remove(kind);
    }

    /** Also when retention is off: a removal that was killed leaves marks, and nobody can promote a marked build. */
    private void finishRemovals() {
        CatalogRepairs removals = new CatalogRepairs(context);
        if (!removals.attempt("removals not finished", context.retention()::finishRemovals)) {
            reports.add(removals.report("removals", LineageOutcome.FAILED));
        }
    }

    SweepProgress progress(SweepKind kind) {
        return sweeps.get(kind);
    }

    void move(SweepKind kind, SweepProgress next) {
        sweeps.put(kind, next);
    }

    /** What the list of all builds has shown in the sweep of everything, in earlier runs and in this one. */
    SeenBuilds seen() {
        if (seen.isEmpty()) {
            Instant sweep = sweeps.get(SweepKind.EVERYTHING).startedAt();
            seen = Optional.of(isResumed ? journal.seen(sweep) : SeenBuilds.none(sweep));
        }
        return seen.get();
    }

    void report(LineageReport report) {
        reports.add(report);
    }

    /** Walks over a lineage, from where an earlier walk over it stopped. */
    LineageWalk walk(Lineage lineage, WalkDepth depth, Optional<SeenBuilds> shown) {
        LineageWalk walk = new LineageWalk(context, lineage, depth, positionIn(lineage), shown);
        try {
            walk.walk();
        } catch (OutOfTimeException e) {
            position = Optional.of(walk.position());
            reports.add(walk.report(LineageOutcome.HANDED_ON));
            throw e;
        }
        position = position.filter(stopped -> !stopped.lineage().equals(lineage));
        if (!walk.isAsShown()) {
            reports.add(walk.report(LineageOutcome.SETTLED));
        }
        return walk;
    }

    void stopAt(Optional<WalkPosition> where) {
        position = where;
    }

    /** Where an earlier walk over the lineage stopped. */
    Optional<WalkPosition> positionIn(Lineage lineage) {
        return position.filter(stopped -> stopped.lineage().equals(lineage));
    }

    /** Every recorded lineage, by Region, and the source Regions in which to look for more. */
    private SortedMap<Region, SortedSet<Lineage>> recordedLineages() {
        SortedMap<Region, SortedSet<Lineage>> known = new TreeMap<>();
        context.settings().sourceRegions().forEach(region -> known.put(region, new TreeSet<>(Lineage.BY_ARN)));
        Consumer<Lineage> add =
                lineage -> known.computeIfAbsent(lineage.region(), region -> new TreeSet<>(Lineage.BY_ARN))
                        .add(lineage);
        ResultPage.<PipelineArn, PipelineArn>forEach(from -> context.catalog().pipelines(from, CATALOG_PAGE), add);
        ResultPage.<ImageArn, ImageArn>forEach(
                from -> context.catalog().imagesWithoutPipeline(from, CATALOG_PAGE), add);
        return known;
    }
}
