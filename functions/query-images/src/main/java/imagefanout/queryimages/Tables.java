package imagefanout.queryimages;

import static java.util.Objects.requireNonNull;

import imagefanout.model.catalog.ImageCatalog;
import imagefanout.model.reconcile.LastReconcile;
import imagefanout.model.registry.AccountRegistry;
import imagefanout.model.sync.DistributionLedger;

/** All that the answers are made from. */
record Tables(ImageCatalog catalog, AccountRegistry registry, DistributionLedger ledger, LastReconcile lastReconcile) {
    Tables {
        requireNonNull(catalog, "catalog");
        requireNonNull(registry, "registry");
        requireNonNull(ledger, "ledger");
        requireNonNull(lastReconcile, "lastReconcile");
    }
}
