package imagefanout.testing.catalog;

import imagefanout.model.catalog.ImageCatalog;

final class InMemoryImageCatalogTest extends ImageCatalogContract {
    @Override
    protected ImageCatalog emptyCatalog() {
        return new InMemoryImageCatalog();
    }
}
