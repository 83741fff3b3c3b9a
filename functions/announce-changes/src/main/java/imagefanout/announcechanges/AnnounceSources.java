package imagefanout.announcechanges;

import imagefanout.model.Deadline;
import imagefanout.model.announce.AnnounceChanges;
import imagefanout.model.announce.AnnounceMissing;
import imagefanout.model.announce.AnnouncedStates;
import imagefanout.model.announce.AnnouncementBus;
import imagefanout.model.catalog.ImageCatalog;
import imagefanout.model.catalog.OfferPolicy;
import imagefanout.model.channels.Channels;
import imagefanout.model.registry.AccountRegistry;
import imagefanout.model.sync.DistributionLedger;
import java.time.Clock;

/** What an invocation compares, and where it publishes. */
record AnnounceSources(
        ImageCatalog catalog,
        Channels channels,
        OfferPolicy offer,
        AccountRegistry registry,
        DistributionLedger ledger,
        AnnouncedStates states,
        AnnouncementBus bus) {
    AnnounceChanges announceChanges() {
        return new AnnounceChanges(catalog, channels, offer, registry, ledger, states, bus);
    }

    AnnounceMissing announceMissing(Clock clock, Deadline deadline) {
        return new AnnounceMissing(announceChanges(), catalog, registry, ledger, states, clock, deadline);
    }
}
