package imagefanout.testing.catalog;

import imagefanout.model.catalog.ImageCatalog;
import imagefanout.model.catalog.RecordedBuild;
import imagefanout.model.catalog.RecordedImage;
import imagefanout.model.image.Build;
import imagefanout.model.journal.ReconcileJournal;
import imagefanout.testing.GoldenImages;
import imagefanout.testing.journal.InMemoryReconcileJournal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

final class InMemoryDeliverySequencesTest extends DeliverySequencesContract {
    @Override
    protected Store emptyStore() {
        return with(new InMemoryImageCatalog());
    }

    private static Store with(InMemoryImageCatalog catalog) {
        InMemoryReconcileJournal journal = new InMemoryReconcileJournal();
        return new Store() {
            @Override
            public ImageCatalog catalog() {
                return catalog;
            }

            @Override
            public ReconcileJournal journal() {
                return journal;
            }

            @Override
            public List<String> items() {
                return catalog.builds(GoldenImages.PIPELINE, Optional.empty(), 10_000).items().stream()
                        .map(recorded ->
                                timeless(catalog.image(recorded.build().arn()).orElseThrow()))
                        .map(RecordedImage::toString)
                        .toList();
            }

            @Override
            public Store copy() {
                return with(catalog.copy());
            }

            @Override
            public Object contents() {
                return catalog.contents();
            }
        };
    }

    private static RecordedImage timeless(RecordedImage image) {
        RecordedBuild recorded = image.recorded();
        Build build = recorded.build();
        return new RecordedImage(
                new RecordedBuild(
                        build,
                        recorded.counts(),
                        Instant.EPOCH,
                        recorded.digest(),
                        recorded.summaryDigest(),
                        recorded.hold()),
                image.fanOut());
    }
}
