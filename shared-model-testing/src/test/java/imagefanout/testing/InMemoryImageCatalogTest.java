package imagefanout.testing;

import imagefanout.model.catalog.ImageCatalog;

final class InMemoryImageCatalogTest extends ImageCatalogContract {
    @Override
    protected ImageCatalog emptyCatalog() {
        return new InMemoryImageCatalog();
    }
}
