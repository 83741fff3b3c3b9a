package imagefanout.benchmarks.virtual;

import imagefanout.model.Deadline;
import imagefanout.model.OutOfTimeException;
import imagefanout.model.Pace;
import imagefanout.model.Throttle;
import imagefanout.model.catalog.RecordImage;
import imagefanout.model.identity.ImageBuildArn;
import imagefanout.model.image.ImageBuilderException;
import imagefanout.model.image.ThrottledException;
import imagefanout.model.reconcile.LineageOutcome;
import imagefanout.model.reconcile.ReconcileOutcome;
import imagefanout.model.reconcile.ReconcilePipelines;
import imagefanout.model.reconcile.ReconcileSettings;
import imagefanout.model.reconcile.Reconciled;
import imagefanout.model.reconcile.Scope;
import imagefanout.model.retention.RemoveOldBuilds;
import imagefanout.model.retention.RetentionRule;
import imagefanout.testing.GoldenImages;
import imagefanout.testing.catalog.InMemoryImageCatalog;
import imagefanout.testing.channels.InMemoryChannels;
import imagefanout.testing.journal.InMemoryReconcileJournal;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** The real use cases with a catalog in memory, in virtual time. */
final class VirtualFleet {
    private static final Duration LIMIT = Duration.ofMinutes(15);
    private static final Duration RESUMES_EVERY = Duration.ofMinutes(5);
    private static final Duration RESERVE = Duration.ofMinutes(2);
    private static final int MAX_RUNS = 2000;

    /** As often as Lambda invokes a function for an asynchronous event. */
    static final int MAX_TRIES = 3;

    static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    final VirtualTime time;
    final InMemoryImageCatalog catalog = new InMemoryImageCatalog();
    final VirtualImageBuilder service;
    private final InMemoryReconcileJournal journal = new InMemoryReconcileJournal();
    private final Optional<RetentionRule> retention;
    private int runs;
    private int failedLists;

    /** A fleet that keeps all builds, while no call fails. */
    VirtualFleet(VirtualTime time, double callsPerSecond) {
        this(time, callsPerSecond, 0, Optional.empty());
    }

    /** @param callsPerSecond and {@code failsOneIn} as for {@link VirtualImageBuilder} */
    VirtualFleet(VirtualTime time, double callsPerSecond, int failsOneIn, Optional<RetentionRule> retention) {
        this.time = time;
        this.service = new VirtualImageBuilder(time, callsPerSecond, failsOneIn);
        this.retention = retention;
    }

    /** Pipelines whose builds were made a month ago and are recorded. */
    static VirtualFleet of(int pipelines, int versionsEach, int buildsEach, double callsPerSecond) {
        VirtualFleet fleet = new VirtualFleet(new VirtualTime(START), callsPerSecond);
        Instant created = fleet.time.instant();
        for (int pipeline = 0; pipeline < pipelines; pipeline++) {
            for (int version = 0; version < versionsEach; version++) {
                for (int build = 1; build <= buildsEach; build++) {
                    fleet.service.add(
                            VirtualImageBuilder.pipeline(pipeline),
                            VirtualImageBuilder.build(pipeline, version, build),
                            created);
                }
            }
        }
        fleet.time.pass(Duration.ofDays(30));
        return fleet;
    }

    private RecordImage recordImage() {
        return new RecordImage(service, catalog, time);
    }

    /** Whether an invocation of record-image records the build. */
    boolean isRecorded(ImageBuildArn build, Pace pace) {
        Throttle throttle = new Throttle(
                time.invocation(LIMIT), RESERVE, time::pass, ThrottledException.class::isInstance, pace, () -> {});
        try {
            throttle.call(() -> recordImage().recordUnlessSince(build, Optional.empty()));
            return true;
        } catch (OutOfTimeException | ImageBuilderException e) {
            return false;
        }
    }

    /**
     * A scheduled reconcile. When a list could not be read, Lambda invokes it again after one minute, then after two. Returns whether
     * one of them read every list.
     */
    boolean reconcileOnSchedule(Scope scope) {
        for (int attempt = 1; attempt < MAX_TRIES; attempt++) {
            if (isListed(scope)) {
                return true;
            }
            time.pass(Duration.ofMinutes(attempt));
        }
        return isListed(scope);
    }

    private boolean isListed(Scope scope) {
        int failures = failedLists;
        reconcile(scope);
        return failedLists == failures;
    }

    /** Runs until everything is done; other runs continue every five minutes. Returns the number of runs. */
    int reconcile(Scope scope) {
        Reconciled result = run(scope);
        int used = 1;
        while (result.outcome() == ReconcileOutcome.HANDED_ON) {
            if (used++ == MAX_RUNS) {
                throw new IllegalStateException("It does not converge.");
            }
            time.pass(RESUMES_EVERY);
            result = run(new Scope.Resume());
        }
        return used;
    }

    private Reconciled run(Scope scope) {
        Deadline deadline = time.invocation(LIMIT);
        Reconciled result = new ReconcilePipelines(
                        service,
                        recordImage(),
                        catalog,
                        catalog,
                        new RemoveOldBuilds(catalog, catalog, new InMemoryChannels(), time),
                        journal,
                        time,
                        deadline,
                        time::pass,
                        new ReconcileSettings(
                                Set.of(GoldenImages.US),
                                25,
                                Duration.ofMinutes(3),
                                Duration.ofSeconds(20),
                                Optional.empty(),
                                retention))
                .reconcile(scope, "run-" + ++runs);
        failedLists += (int) result.lineages().stream()
                .filter(list -> list.outcome() == LineageOutcome.NOT_LISTED)
                .count();
        return result;
    }
}
