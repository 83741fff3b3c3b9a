package imagefanout.model.reconcile;

import static java.util.Objects.requireNonNull;

import imagefanout.model.Deadline;
import imagefanout.model.MalformedException;
import imagefanout.model.Pace;
import imagefanout.model.Sleeper;
import imagefanout.model.Throttle;
import imagefanout.model.catalog.ImageCatalog;
import imagefanout.model.catalog.RecordImage;
import imagefanout.model.catalog.RecordOutcome;
import imagefanout.model.catalog.RecordResult;
import imagefanout.model.catalog.RecordedBuild;
import imagefanout.model.catalog.ReportedEnd;
import imagefanout.model.catalog.Retention;
import imagefanout.model.identity.ImageBuildArn;
import imagefanout.model.identity.Lineage;
import imagefanout.model.identity.PipelineArn;
import imagefanout.model.image.ImageState;
import imagefanout.model.image.ThrottledException;
import imagefanout.model.journal.HeldLease;
import imagefanout.model.journal.JournalContendedException;
import imagefanout.model.journal.JournalEntry;
import imagefanout.model.journal.Lease;
import imagefanout.model.journal.Note;
import imagefanout.model.journal.ReconcileJournal;
import imagefanout.model.journal.SweepHistory;
import imagefanout.model.listing.ImageListing;
import imagefanout.model.retention.RemovalPlans;
import imagefanout.model.retention.RemoveOldBuilds;
import imagefanout.model.retention.RetentionRule;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Makes the catalog agree with Image Builder, even if notifications were lost.
 *
 * <p>Only one run works at a time: a run that finds another one in progress leaves its request in the journal. What a run
 * leaves when its time is up, when it is throttled for too long, or when it dies, the next run continues.
 */
public final class ReconcilePipelines {
    private static final int MAX_REPLACEMENTS = 20;

    private final ImageListing listing;
    private final RecordImage recordImage;
    private final ImageCatalog catalog;
    private final Retention retention;
    private final RemoveOldBuilds removeOldBuilds;
    private final ReconcileJournal journal;
    private final Clock clock;
    private final Deadline deadline;
    private final Sleeper sleeper;
    private final Pace pace = new Pace();
    private final ReconcileSettings settings;

    /** The builds that messages named, as they were read last. */
    private final Map<ImageBuildArn, RecordedBuild> noticed = new HashMap<>();

    public ReconcilePipelines(
            ImageListing listing,
            RecordImage recordImage,
            ImageCatalog catalog,
            Retention retention,
            RemoveOldBuilds removeOldBuilds,
            ReconcileJournal journal,
            Clock clock,
            Deadline deadline,
            Sleeper sleeper,
            ReconcileSettings settings) {
        this.listing = requireNonNull(listing, "listing");
        this.recordImage = requireNonNull(recordImage, "recordImage");
        this.catalog = requireNonNull(catalog, "catalog");
        this.retention = requireNonNull(retention, "retention");
        this.removeOldBuilds = requireNonNull(removeOldBuilds, "removeOldBuilds");
        this.journal = requireNonNull(journal, "journal");
        this.clock = requireNonNull(clock, "clock");
        this.deadline = requireNonNull(deadline, "deadline");
        this.sleeper = requireNonNull(sleeper, "sleeper");
        this.settings = requireNonNull(settings, "settings");
    }

    /**
     * Reconciles the backlog of earlier runs and what the scope names. The result holds what failed; a failure stops nothing
     * else.
     *
     * @param run the run's ID; a run that died and is retried under its ID need not wait for its lease to expire
     * @throws imagefanout.model.StorageException when the journal could not be read or written; what was done stays done,
     *     and the next run takes on the rest
     * @throws ReconcileAbortedException when something else failed that concerns the whole run
     */
    public Reconciled reconcile(Scope scope, String run) {
        for (int attempt = 1; attempt <= MAX_REPLACEMENTS; attempt++) {
            Instant now = clock.instant();
            JournalEntry entry = journal.read();
            Set<Note> notes = scope.notes(now, run);
            boolean requestsNothing = notes.isEmpty() && scope.sweep().isEmpty();
            if (entry.isHeldByAnother(run, now)) {
                journal.add(notes);
                if (requestsNothing || journal.replace(entry, entry.withRequest(scope.sweep(), !notes.isEmpty()))) {
                    return Reconciled.leftToAnotherRun(entry);
                }
            } else if (requestsNothing && !entry.hasWork()) {
                return new Reconciled(ReconcileOutcome.NOTHING_TO_DO, List.of(), entry.history(), Optional.empty());
            } else {
                JournalEntry begun = entry.begin(new Lease(run, now.plus(HeldLease.LENGTH)), scope.sweep(), now);
                if (journal.replace(entry, begun)) {
                    return work(begun, notes);
                }
            }
        }
        throw new JournalContendedException(MAX_REPLACEMENTS);
    }

    /**
     * Makes sure that a build whose end was reported is recorded: as {@link RecordImage#recordUnlessSince}, and waits while Image
     * Builder throttles. Without a report, a build of a pipeline has to be recorded, whenever that was: the comparison that follows
     * finds what differs.
     *
     * @throws imagefanout.model.OutOfTimeException when it throttles for too long
     * @throws imagefanout.model.image.UnknownResourceException when neither catalog nor Image Builder knows the build
     * @throws imagefanout.model.image.ImageBuilderException when Image Builder could not be asked
     * @throws imagefanout.model.StorageException when the catalog could not be read or written
     */
    public RecordResult record(ImageBuildArn build, Optional<ReportedEnd> end) {
        Optional<RecordedBuild> known = end.isPresent()
                ? Optional.ofNullable(noticed.get(build)).filter(end.get()::isRecordedIn)
                : catalog.build(build)
                        .filter(recorded -> recorded.build().pipeline().isPresent());
        RecordResult result = known.map(recorded -> new RecordResult(build, RecordOutcome.UNCHANGED, known))
                .orElseGet(() -> throttle(() -> {}).call(() -> recordImage.recordUnlessSince(build, end)));
        result.recorded().ifPresent(recorded -> noticed.put(build, recorded));
        return result;
    }

    /**
     * Checks that the pipeline is recorded, or that Image Builder knows it.
     *
     * @throws imagefanout.model.image.UnknownResourceException when neither is the case
     * @throws imagefanout.model.image.ImageBuilderException when Image Builder could not be asked
     * @throws imagefanout.model.StorageException when the catalog could not be read
     */
    public void requireKnown(PipelineArn pipeline) {
        if (catalog.builds(pipeline, Optional.empty(), 1).items().isEmpty()) {
            throttle(() -> {}).call(() -> listing.builds(pipeline, Optional.empty(), 1));
        }
    }

    /**
     * The builds that are on hold and could be released: nobody can release a deleted one.
     *
     * @throws imagefanout.model.StorageException when the catalog could not be read
     */
    public List<RecordedBuild> activeHolds() {
        return catalog.heldBuilds().stream()
                .filter(build -> build.build().state() != ImageState.DELETED)
                .toList();
    }

    /**
     * What retention would remove. Writes nothing, and needs no lease.
     *
     * @param rule empty: the rule that is set
     * @param after where an earlier answer ended
     * @throws MalformedException when there is no rule
     * @throws imagefanout.model.StorageException when the catalog or the channels could not be read
     */
    public RemovalPlans planRemovals(Optional<RetentionRule> rule, Optional<Lineage> after) {
        RetentionRule applied = rule.or(settings::retention)
                .orElseThrow(() -> new MalformedException("\"days\" and \"builds\", because retention is off", ""));
        return removeOldBuilds.plan(applied, after, this::hasTime);
    }

    private boolean hasTime() {
        return deadline.left().compareTo(settings.reserve()) > 0;
    }

    private Throttle throttle(Runnable beforeEachStep) {
        return new Throttle(
                deadline, settings.reserve(), sleeper, ThrottledException.class::isInstance, pace, beforeEachStep);
    }

    /** @param requested the run's own notes, which are not stored unless it leaves them */
    private Reconciled work(JournalEntry begun, Set<Note> requested) {
        HeldLease lease = new HeldLease(journal, clock, begun);
        Throttle throttle = throttle(lease::keep);
        List<LineageReport> reports = new ArrayList<>();
        JournalEntry held = begun;
        Set<Note> own = requested;
        while (true) {
            ReconcileRun current = new ReconcileRun(context(throttle), journal, held, own);
            boolean done;
            try {
                done = current.runToEnd();
            } catch (RuntimeException e) {
                throw aborted(current, lease, held, e);
            }
            reports.addAll(current.reports());
            held = end(current, lease, held, done, current.history());
            if (held.lease().isEmpty()) {
                return new Reconciled(outcome(done, reports), reports, held.history(), Optional.empty());
            }
            own = Set.of();
        }
    }

    private WalkContext context(Throttle throttle) {
        return new WalkContext(
                listing,
                recordImage,
                catalog,
                retention,
                removeOldBuilds,
                clock,
                throttle,
                settings,
                noticed,
                new HashSet<>());
    }

    private static ReconcileOutcome outcome(boolean done, List<LineageReport> reports) {
        if (!done) {
            return ReconcileOutcome.HANDED_ON;
        }
        return reports.stream().anyMatch(LineageReport::hasFailed)
                ? ReconcileOutcome.FAILED_IN_PART
                : ReconcileOutcome.COMPLETE;
    }

    /** Returns the lease, or continues with what was requested meanwhile. */
    private JournalEntry end(
            ReconcileRun current, HeldLease lease, JournalEntry begun, boolean done, SweepHistory history) {
        boolean leavesNotes = current.storeLeft();
        return lease.update(entry -> done && entry.hasRequestsSince(begun.version()) && hasTime()
                ? entry.proceed(begun.version(), history, clock.instant())
                : entry.end(begun.version(), current.left(), leavesNotes, history));
    }

    /** Returns the lease, so that the next run need not wait until it expires. */
    private ReconcileAbortedException aborted(
            ReconcileRun current, HeldLease lease, JournalEntry begun, RuntimeException cause) {
        SweepHistory history = current.left().isSweeping() ? current.history().withFailure() : current.history();
        ReconcileAbortedException aborted = new ReconcileAbortedException(cause, history);
        try {
            end(current, lease, begun, false, history);
        } catch (RuntimeException e) {
            aborted.addSuppressed(e);
        }
        return aborted;
    }
}
