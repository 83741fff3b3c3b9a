package imagefanout.testing.catalog;

import imagefanout.model.catalog.ImageCatalog;
import imagefanout.model.catalog.Retention;

final class InMemoryRetentionTest extends RetentionContract {
    @Override
    protected ImageCatalog emptyCatalog() {
        return new InMemoryImageCatalog();
    }

    @Override
    protected Retention retentionOf(ImageCatalog catalog) {
        return (Retention) catalog;
    }
}
