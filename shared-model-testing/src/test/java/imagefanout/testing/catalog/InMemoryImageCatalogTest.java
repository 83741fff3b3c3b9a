package imagefanout.testing.catalog;

import imagefanout.model.catalog.ImageCatalog;
import org.junit.jupiter.api.Nested;

final class InMemoryImageCatalogTest {
    @Nested
    class Recordings extends RecordingContract {
        @Override
        protected ImageCatalog emptyCatalog() {
            return new InMemoryImageCatalog();
        }
    }

    @Nested
    class Holds extends HoldsContract {
        @Override
        protected ImageCatalog emptyCatalog() {
            return new InMemoryImageCatalog();
        }
    }

    @Nested
    class Lists extends CatalogListsContract {
        @Override
        protected ImageCatalog emptyCatalog() {
            return new InMemoryImageCatalog();
        }
    }
}
