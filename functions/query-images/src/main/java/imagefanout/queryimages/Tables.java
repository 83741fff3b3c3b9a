package imagefanout.queryimages;

import static java.util.Objects.requireNonNull;

import imagefanout.model.ImageCatalog;
import imagefanout.model.LastReconcile;
import imagefanout.model.registry.AccountRegistry;

/** All that the answers are made from. */
record Tables(ImageCatalog catalog, AccountRegistry registry, LastReconcile lastReconcile) {
    Tables {
        requireNonNull(catalog, "catalog");
        requireNonNull(registry, "registry");
        requireNonNull(lastReconcile, "lastReconcile");
    }
}
