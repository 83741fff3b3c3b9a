package imagefanout.model.catalog;

import static java.util.Objects.requireNonNull;

import imagefanout.model.StorageException;
import imagefanout.model.identity.ImageBuildArn;
import imagefanout.model.image.DescribedImage;
import imagefanout.model.image.ImageBuilder;
import imagefanout.model.image.ImageBuilderException;
import imagefanout.model.image.ImageSnapshot;
import imagefanout.model.image.ImageState;
import imagefanout.model.image.UnknownResourceException;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Records a build as Image Builder describes it.
 *
 * <p>When it returns, the catalog agrees with Image Builder's last description. So after a snapshot replaced another or was
 * superseded, the build is described again: a slow recorder may have overwritten a state that a faster one found unchanged
 * without writing anything.
 */
public final class RecordImage {
    private static final int MAX_ATTEMPTS = 5;

    private final ImageBuilder imageBuilder;
    private final ImageCatalog catalog;
    private final Clock clock;
    private final Consumer<RecordResult> listener;

    /** Without a listener. */
    public RecordImage(ImageBuilder imageBuilder, ImageCatalog catalog, Clock clock) {
        this(imageBuilder, catalog, clock, result -> {});
    }

    /** @param listener receives each result */
    public RecordImage(ImageBuilder imageBuilder, ImageCatalog catalog, Clock clock, Consumer<RecordResult> listener) {
        this.imageBuilder = requireNonNull(imageBuilder, "imageBuilder");
        this.catalog = requireNonNull(catalog, "catalog");
        this.clock = requireNonNull(clock, "clock");
        this.listener = requireNonNull(listener, "listener");
    }

    /**
     * Records the build. Recording it again changes nothing. A build in progress is recorded without copies, unless it is
     * recorded as finished: what an earlier attempt made stays visible until a retry ends.
     *
     * @throws UnknownResourceException when Image Builder does not know the image
     * @throws ImageBuilderException when Image Builder could not be called
     * @throws StorageException when the catalog could not be read or written; readers see nothing of an incomplete recording
     * @throws StillChangingException when the build kept changing, or clocks disagree: retry later
     */
    public RecordResult record(ImageBuildArn arn) {
        RecordResult result = recordUntilBothAgree(arn);
        listener.accept(result);
        return result;
    }

    /**
     * As {@link #record}, unless the build was recorded after that report was sent: then one read of the catalog is enough, and
     * Image Builder is not called.
     */
    public RecordResult recordUnlessSince(ImageBuildArn arn, Optional<ReportedEnd> end) {
        Optional<RecordedBuild> since =
                end.flatMap(reported -> catalog.buildToRecord(arn).filter(reported::isRecordedIn));
        return since.map(build -> new RecordResult(arn, RecordOutcome.UNCHANGED, Optional.of(build)))
                .orElseGet(() -> record(arn));
    }

    private RecordResult recordUntilBothAgree(ImageBuildArn arn) {
        RecordResult result = new RecordResult(arn, RecordOutcome.IN_PROGRESS, Optional.empty());
        for (int attempt = 1; attempt <= MAX_ATTEMPTS; attempt++) {
            Instant askedAt = clock.instant();
            DescribedImage image = imageBuilder.describe(arn);
            if (image.build().state().isInProgress()) {
                recordProgress(askedAt, image);
                return result;
            }
            Recording recording = catalog.record(ImageSnapshot.of(askedAt, image));
            result = result.after(recording);
            if (recording.outcome() == SnapshotOutcome.FIRST || recording.outcome() == SnapshotOutcome.UNCHANGED) {
                return result;
            }
        }
        throw new StillChangingException(arn, MAX_ATTEMPTS);
    }

    private void recordProgress(Instant askedAt, DescribedImage image) {
        boolean isRetried = catalog.build(image.build().arn())
                .map(RecordedBuild::build)
                .filter(known -> !known.state().isInProgress() && known.state() != ImageState.GONE)
                .filter(known -> !image.build().isBuiltAfter(known.createdAt()))
                .isPresent();
        if (!isRetried) {
            catalog.record(ImageSnapshot.of(askedAt, image));
        }
    }
}
