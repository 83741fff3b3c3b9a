package imagefanout.model.reconcile;

import static java.util.Objects.requireNonNull;

import imagefanout.model.Deadline;
import imagefanout.model.catalog.ImageCatalog;
import imagefanout.model.catalog.RecordImage;
import imagefanout.model.catalog.Retention;
import imagefanout.model.identity.ImageBuildArn;
import imagefanout.model.identity.Lineage;
import imagefanout.model.listing.ImageListing;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Makes the catalog say of every build what Image Builder says of it, whatever became of the messages.
 *
 * <p>One run at a time: who comes while another is under way leaves word of what it wants and goes. A run that has no time
 * left, that is throttled for good or that dies leaves word of what is left, and the next one goes on there.
 */
public final class ReconcilePipelines {
    /** A run is dead so long after its deadline for certain. */
    private static final Duration GRACE = Duration.ofMinutes(1);

    private static final int MAX_REPLACEMENTS = 20;

    private final ImageListing listing;
    private final RecordImage recordImage;
    private final ImageCatalog catalog;
    private final Retention retention;
    private final ReconcileJournal journal;
    private final Clock clock;
    private final Deadline deadline;
    private final Sleeper pause;
    private final ReconcileSettings settings;

    public ReconcilePipelines(
            ImageListing listing,
            RecordImage recordImage,
            ImageCatalog catalog,
            Retention retention,
            ReconcileJournal journal,
            Clock clock,
            Deadline deadline,
            Sleeper pause,
            ReconcileSettings settings) {
        this.listing = requireNonNull(listing, "listing");
        this.recordImage = requireNonNull(recordImage, "recordImage");
        this.catalog = requireNonNull(catalog, "catalog");
        this.retention = requireNonNull(retention, "retention");
        this.journal = requireNonNull(journal, "journal");
        this.clock = requireNonNull(clock, "clock");
        this.deadline = requireNonNull(deadline, "deadline");
        this.pause = requireNonNull(pause, "pause");
        this.settings = requireNonNull(settings, "settings");
    }

    /**
     * Reconciles what the scope names, after what an earlier run left. What fails is in the result and stops nothing else.
     *
     * @param run names this run among others; the same run begun again, after it died, need not wait for its lease to end
     * @throws imagefanout.model.StorageException when the journal could not be read or written; what was done stays done,
     *     and what is left is taken up by the next run
     * @throws ReconcileFailedException when something else failed that concerns the whole run
     */
    public Reconciled reconcile(Scope scope, String run) {
        JournalEntry begun;
        int attempts = 0;
        while (true) {
            Instant now = clock.instant();
            JournalEntry entry = journal.read();
            if (entry.keepsOut(run, now)) {
                if (scope.asksForNothing() || journal.replace(entry, entry.asking(scope))) {
                    return new Reconciled(ReconcileOutcome.QUEUED, List.of(), entry.history());
                }
            } else if (entry.hasNothingFor(scope)) {
                return new Reconciled(ReconcileOutcome.NOTHING_TO_DO, List.of(), entry.history());
            } else {
                Lease lease = new Lease(run, now.plus(deadline.left()).plus(GRACE));
                begun = entry.begun(lease, scope);
                if (journal.replace(entry, begun)) {
                    break;
                }
            }
            if (++attempts == MAX_REPLACEMENTS) {
                throw new JournalContendedException(attempts);
            }
        }
        return work(begun, run);
    }

    /**
     * The lineage that the build belongs to, from the catalog, or else from Image Builder: then the build is recorded. Empty
     * for a build that is under way and not recorded: there is nothing of it to reconcile yet.
     *
     * @throws imagefanout.model.image.UnknownImageException when neither knows the build
     * @throws imagefanout.model.image.ImageBuilderException when the service could not be asked
     * @throws imagefanout.model.StorageException when the catalog could not be read or written
     */
    public Optional<Lineage> lineageOf(ImageBuildArn build) {
        return catalog.build(build)
                .or(() -> recordImage.record(build).recorded())
                .map(recorded -> recorded.build().lineage());
    }

    private Reconciled work(JournalEntry begun, String run) {
        Throttle throttle = new Throttle(deadline, settings.reserve(), pause);
        List<LineageReport> reports = new ArrayList<>();
        JournalEntry held = begun;
        while (true) {
            ReconcileRun current =
                    new ReconcileRun(listing, recordImage, catalog, retention, clock, throttle, settings, held);
            boolean done;
            try {
                done = current.toTheEnd();
            } catch (RuntimeException e) {
                throw broken(current, run, e);
            }
            reports.addAll(current.reports());
            JournalEntry next = end(current, run, done, current.history());
            if (next.lease().isEmpty()) {
                ReconcileOutcome outcome = done ? ReconcileOutcome.COMPLETE : ReconcileOutcome.INCOMPLETE;
                return new Reconciled(outcome, reports, next.history());
            }
            held = next;
        }
    }

    /** Gives the lease back, or goes on with what was asked for meanwhile. */
    private JournalEntry end(ReconcileRun current, String run, boolean done, SweepHistory history) {
        for (int attempts = 1; attempts <= MAX_REPLACEMENTS; attempts++) {
            JournalEntry entry = journal.read();
            if (!entry.isHeldBy(run)) {
                throw new JournalContendedException(attempts);
            }
            JournalEntry next = done && entry.isAsked() && deadline.left().compareTo(settings.reserve()) > 0
                    ? entry.goneOn(history)
                    : entry.ended(current.left(), history);
            if (journal.replace(entry, next)) {
                return next;
            }
        }
        throw new JournalContendedException(MAX_REPLACEMENTS);
    }

    /** What broke the current must not keep others waiting for the lease to run out. */
    private ReconcileFailedException broken(ReconcileRun current, String run, RuntimeException cause) {
        SweepHistory history =
                current.left().sweep().isPresent() ? current.history().failed() : current.history();
        ReconcileFailedException broken = new ReconcileFailedException(cause, history);
        try {
            end(current, run, false, history);
        } catch (RuntimeException e) {
            broken.addSuppressed(e);
        }
        return broken;
    }
}
