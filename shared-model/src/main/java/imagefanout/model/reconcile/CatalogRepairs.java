package imagefanout.model.reconcile;

import imagefanout.model.BatchFailures;
import imagefanout.model.Digest;
import imagefanout.model.catalog.RecordResult;
import imagefanout.model.catalog.RecordedImage;
import imagefanout.model.catalog.Recording;
import imagefanout.model.identity.ImageBuildArn;
import imagefanout.model.identity.Lineage;
import imagefanout.model.image.Build;
import imagefanout.model.image.ImageSnapshot;
import imagefanout.model.image.ImageState;
import imagefanout.model.image.ImageSummary;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Updates single builds in the catalog for one walk, and counts what it did. */
final class CatalogRepairs {
    private final WalkContext context;
    private int listed;
    private int unchanged;
    private int inProgress;
    private int expired;
    private final List<ImageBuildArn> repaired = new ArrayList<>();
    private final List<ImageBuildArn> deleted = new ArrayList<>();
    private final BatchFailures failures = new BatchFailures();

    CatalogRepairs(WalkContext context) {
        this.context = context;
    }

    /** Counts a listed build. Returns whether it has to be recorded: it is finished, and the catalog has other data. */
    boolean differs(ImageSummary build, Supplier<Optional<Digest>> recorded) {
        listed++;
        if (build.state().isInProgress()) {
            inProgress++;
            return false;
        }
        if (context.settledInThisRun().contains(build.arn())
                || recorded.get().filter(build.digest()::equals).isPresent()) {
            unchanged++;
            context.settledInThisRun().add(build.arn());
            return false;
        }
        return true;
    }

    /** @throws imagefanout.model.image.UnknownResourceException when Image Builder does not know the build */
    void record(ImageBuildArn arn) {
        RecordResult result =
                context.throttle().call(() -> context.recordImage().record(arn));
        switch (result.outcome()) {
            case RECORDED -> {
                boolean gone = result.recorded()
                        .filter(now -> now.build().state() == ImageState.DELETED)
                        .isPresent();
                (gone ? deleted : repaired).add(arn);
            }
            case UNCHANGED -> unchanged++;
            case IN_PROGRESS -> inProgress++;
        }
        context.settledInThisRun().add(arn);
    }

    /** Image Builder no longer describes the build: everything but its state is kept as recorded. */
    void recordDeleted(RecordedImage image, Instant askedAt) {
        Build gone = image.recorded().build().withState(ImageState.DELETED, Optional.empty());
        Digest digest = ImageSummary.digest(ImageState.DELETED, Optional.empty(), List.of());
        Recording recording = context.catalog().record(new ImageSnapshot(askedAt, gone, image.fanOut(), digest));
        switch (recording.outcome()) {
            case FIRST, REPLACED -> deleted.add(gone.arn());
            case UNCHANGED -> unchanged++;
            case SUPERSEDED -> failures.add(gone.arn() + ": another run recorded it while it was found deleted");
        }
    }

    void expire(ImageBuildArn arn) {
        attempt(arn.toString(), () -> {
            if (context.retention().expireCopies(arn)) {
                expired++;
            }
        });
    }

    /** As {@link BatchFailures#attempt}; the report shows what failed. */
    boolean attempt(String subject, Runnable step) {
        return failures.attempt(subject, step);
    }

    void fail(String why) {
        failures.add(why);
    }

    boolean haveFailed() {
        return !failures.isEmpty();
    }

    LineageReport report(Lineage lineage, LineageOutcome unlessFailed) {
        return new LineageReport(
                lineage.toString(),
                haveFailed() ? LineageOutcome.FAILED : unlessFailed,
                listed,
                unchanged,
                inProgress,
                repaired,
                deleted,
                expired,
                failures.texts());
    }
}
