package imagefanout.queryimages.answers;

import static java.util.Objects.requireNonNull;

import imagefanout.model.catalog.ImageCatalog;
import imagefanout.model.reconcile.LastReconcile;
import imagefanout.model.registry.AccountRegistry;
import imagefanout.model.sync.DistributionLedger;

/** The ports that the operations read. */
public record AnswerSources(
        ImageCatalog catalog, AccountRegistry registry, DistributionLedger ledger, LastReconcile lastReconcile) {
    public AnswerSources {
        requireNonNull(catalog, "catalog");
        requireNonNull(registry, "registry");
        requireNonNull(ledger, "ledger");
        requireNonNull(lastReconcile, "lastReconcile");
    }
}
