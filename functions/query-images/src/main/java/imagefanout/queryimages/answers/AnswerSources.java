package imagefanout.queryimages.answers;

import static java.util.Objects.requireNonNull;

import imagefanout.model.accounts.ImportJournal;
import imagefanout.model.catalog.ImageCatalog;
import imagefanout.model.catalog.OfferPolicy;
import imagefanout.model.channels.Channels;
import imagefanout.model.channels.PromotionRules;
import imagefanout.model.reconcile.LastReconcile;
import imagefanout.model.registry.AccountRegistry;
import imagefanout.model.sync.DistributionLedger;

/** The ports that the operations read, and which builds they offer. */
public record AnswerSources(
        ImageCatalog catalog,
        Channels channels,
        PromotionRules rules,
        AccountRegistry registry,
        DistributionLedger ledger,
        ImportJournal imports,
        LastReconcile lastReconcile,
        OfferPolicy offer) {
    public AnswerSources {
        requireNonNull(catalog, "catalog");
        requireNonNull(channels, "channels");
        requireNonNull(rules, "rules");
        requireNonNull(registry, "registry");
        requireNonNull(ledger, "ledger");
        requireNonNull(imports, "imports");
        requireNonNull(lastReconcile, "lastReconcile");
        requireNonNull(offer, "offer");
    }
}
