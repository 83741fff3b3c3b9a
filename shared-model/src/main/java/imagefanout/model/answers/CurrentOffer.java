package imagefanout.model.answers;

import imagefanout.model.StorageException;
import imagefanout.model.catalog.ImageCatalog;
import imagefanout.model.catalog.OfferPolicy;
import imagefanout.model.catalog.RecordedBuild;
import imagefanout.model.identity.Lineage;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a lineage offers now.
 *
 * @param newest its newest recorded build, in any state
 * @param offered the newest build that is offered
 * @param held the newer builds that only a hold keeps from being offered, newest first
 * @param lookedBackTo the creation time of the oldest build that was read, when none of them is offered and there are older ones
 */
public record CurrentOffer(
        Optional<RecordedBuild> newest,
        Optional<RecordedBuild> offered,
        List<RecordedBuild> held,
        Optional<Instant> lookedBackTo) {
    private static final int FIRST_PAGE = 3;
    private static final int MAX_BUILDS = FIRST_PAGE + 4 * NewestFirst.PAGE;

    public CurrentOffer {
        held = List.copyOf(held);
    }

    /**
     * Reads the newest builds until one is offered, but at most {@value #MAX_BUILDS}.
     *
     * @throws StorageException when the catalog could not be read
     */
    public static CurrentOffer of(ImageCatalog catalog, OfferPolicy offer, Lineage lineage) {
        OfferedBuilds builds = new OfferedBuilds(catalog, offer, lineage, FIRST_PAGE);
        Optional<RecordedBuild> newest = builds.read();
        Optional<RecordedBuild> last = newest;
        for (int read = 1; read < MAX_BUILDS && last.isPresent() && !offer.includes(last.get()); read++) {
            last = builds.read();
        }
        Optional<RecordedBuild> offered = last.filter(offer::includes);
        boolean isComplete = offered.isPresent() || builds.isAtEnd();
        return new CurrentOffer(
                newest,
                offered,
                builds.held(),
                last.filter(build -> !isComplete).map(build -> build.build().createdAt()));
    }
}
