package imagefanout.testing;

import imagefanout.model.ImageCatalog;
import imagefanout.model.reconcile.Retention;

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
