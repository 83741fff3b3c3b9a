package imagefanout.model.reconcile;

import static java.util.Objects.requireNonNull;

import imagefanout.model.Deadline;
import imagefanout.model.Sleeper;
import imagefanout.model.Throttle;
import imagefanout.model.catalog.ImageCatalog;
import imagefanout.model.catalog.RecordImage;
import imagefanout.model.catalog.Retention;
import imagefanout.model.identity.ImageBuildArn;
import imagefanout.model.identity.Lineage;
import imagefanout.model.identity.PipelineArn;
import imagefanout.model.image.ThrottledException;
import imagefanout.model.listing.ImageListing;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

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
    private final ReconcileJournal journal;
    private final Clock clock;
    private final Deadline deadline;
    private final Sleeper sleeper;
    private final ReconcileSettings settings;

    public ReconcilePipelines(
            ImageListing listing,
            RecordImage recordImage,
            ImageCatalog catalog,
            Retention retention,
            ReconcileJournal journal,
            Clock clock,
            Deadline deadline,
            Sleeper sleeper,
            ReconcileSettings settings) {
        this.listing = requireNonNull(listing, "listing");
        this.recordImage = requireNonNull(recordImage, "recordImage");
        this.catalog = requireNonNull(catalog, "catalog");
        this.retention = requireNonNull(retention, "retention");
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
            if (entry.isHeldByAnother(run, now)) {
                if (scope.requestsNothing() || journal.replace(entry, entry.withRequest(scope))) {
                    return Reconciled.leftToAnotherRun(entry);
                }
            } else if (entry.hasNothingFor(scope)) {
                return new Reconciled(ReconcileOutcome.NOTHING_TO_DO, List.of(), entry.history(), Optional.empty());
            } else {
                Lease lease = new Lease(run, now.plus(HeldLease.LENGTH));
                JournalEntry begun = entry.begin(lease, scope);
                if (journal.replace(entry, begun)) {
                    return work(begun, new HeldLease(journal, clock, lease));
                }
            }
        }
        throw new JournalContendedException(MAX_REPLACEMENTS);
    }

    /**
     * The lineage of the build, from the catalog. A build that is not in the catalog is recorded from Image Builder first;
     * empty when it is still in progress, because there is nothing to reconcile yet.
     *
     * @throws imagefanout.model.image.UnknownResourceException when neither knows the build
     * @throws imagefanout.model.image.ImageBuilderException when Image Builder could not be asked
     * @throws imagefanout.model.StorageException when the catalog could not be read or written
     */
    public Optional<Lineage> lineageOf(ImageBuildArn build) {
        return catalog.build(build)
                .or(() -> recordImage.record(build).recorded())
                .map(recorded -> recorded.build().lineage());
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

    private Throttle throttle(Runnable beforeEachStep) {
        return new Throttle(
                deadline, settings.reserve(), sleeper, ThrottledException.class::isInstance, beforeEachStep);
    }

    private Reconciled work(JournalEntry begun, HeldLease lease) {
        Throttle throttle = throttle(lease::keep);
        List<LineageReport> reports = new ArrayList<>();
        JournalEntry held = begun;
        while (true) {
            ReconcileRun current = new ReconcileRun(
                    new WalkContext(
                            listing, recordImage, catalog, retention, clock, throttle, settings, new HashSet<>()),
                    held);
            boolean done;
            try {
                done = current.runToEnd();
            } catch (RuntimeException e) {
                throw aborted(current, lease, e);
            }
            reports.addAll(current.reports());
            held = end(current, lease, done, current.history());
            if (held.lease().isEmpty()) {
                ReconcileOutcome outcome = done ? ReconcileOutcome.COMPLETE : ReconcileOutcome.HANDED_ON;
                return new Reconciled(outcome, reports, held.history(), Optional.empty());
            }
        }
    }

    /** Returns the lease, or continues with what was requested meanwhile. */
    private JournalEntry end(ReconcileRun current, HeldLease lease, boolean done, SweepHistory history) {
        return lease.update(
                entry -> done && entry.hasRequests() && deadline.left().compareTo(settings.reserve()) > 0
                        ? entry.proceed(history)
                        : entry.end(current.left(), history));
    }

    /** Returns the lease, so that the next run need not wait until it expires. */
    private ReconcileAbortedException aborted(ReconcileRun current, HeldLease lease, RuntimeException cause) {
        boolean sweeping = current.left().sweep().isPresent();
        SweepHistory history = sweeping ? current.history().withFailure() : current.history();
        ReconcileAbortedException aborted = new ReconcileAbortedException(cause, history);
        try {
            end(current, lease, false, history);
        } catch (RuntimeException e) {
            aborted.addSuppressed(e);
        }
        return aborted;
    }
}
