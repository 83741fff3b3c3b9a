package imagefanout.model.catalog;

import static java.util.Objects.requireNonNull;

import imagefanout.model.StorageException;
import imagefanout.model.identity.ImageBuildArn;
import imagefanout.model.image.DescribedImage;
import imagefanout.model.image.ImageBuilder;
import imagefanout.model.image.ImageBuilderException;
import imagefanout.model.image.ImageSnapshot;
import imagefanout.model.image.UnknownImageException;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Makes the catalog say of a build what Image Builder says of it.
 *
 * <p>When this returns, the last look at the service and the catalog agreed. A snapshot that replaced another, or gave way
 * to another, is therefore looked at once more: a slow recorder may have put an old state over one that a quicker recorder
 * found unchanged and so left no trace of.
 */
public final class RecordImage {
    private static final int MAX_LOOKS = 5;

    private final ImageBuilder imageBuilder;
    private final ImageCatalog catalog;
    private final Clock clock;
    private final Consumer<RecordResult> report;

    /** One that reports to nobody. */
    public RecordImage(ImageBuilder imageBuilder, ImageCatalog catalog, Clock clock) {
        this(imageBuilder, catalog, clock, result -> {});
    }

    /** @param report is told each result, whoever asked for it */
    public RecordImage(ImageBuilder imageBuilder, ImageCatalog catalog, Clock clock, Consumer<RecordResult> report) {
        this.imageBuilder = requireNonNull(imageBuilder, "imageBuilder");
        this.catalog = requireNonNull(catalog, "catalog");
        this.clock = requireNonNull(clock, "clock");
        this.report = requireNonNull(report, "report");
    }

    /**
     * Records the build; recording it again changes nothing. A build still under way is left alone.
     *
     * @throws UnknownImageException when the service does not know the image
     * @throws ImageBuilderException when the service could not be asked
     * @throws StorageException when the catalog could not be read or written; what was written of the build is not visible
     * @throws StillChangingException when the build kept changing, or clocks disagree: to be tried again later
     */
    public RecordResult record(ImageBuildArn arn) {
        RecordResult result = recordUntilBothAgree(arn);
        report.accept(result);
        return result;
    }

    private RecordResult recordUntilBothAgree(ImageBuildArn arn) {
        RecordResult result = new RecordResult(arn, RecordOutcome.IN_PROGRESS, Optional.empty());
        for (int look = 1; look <= MAX_LOOKS; look++) {
            Instant askedAt = clock.instant();
            DescribedImage image = imageBuilder.describe(arn);
            if (image.build().state().isInProgress()) {
                return result;
            }
            Recording recording = catalog.record(ImageSnapshot.of(askedAt, image));
            result = result.and(recording);
            switch (recording.outcome()) {
                case FIRST, UNCHANGED -> {
                    return result;
                }
                case REPLACED, SUPERSEDED -> {}
            }
        }
        throw new StillChangingException(arn, MAX_LOOKS);
    }
}
