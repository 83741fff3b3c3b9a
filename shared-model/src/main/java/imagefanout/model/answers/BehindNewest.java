package imagefanout.model.answers;

import static java.util.Objects.requireNonNull;

import imagefanout.model.StorageException;
import imagefanout.model.catalog.ImageCatalog;
import imagefanout.model.catalog.OfferPolicy;
import imagefanout.model.catalog.RecordedBuild;
import imagefanout.model.image.BuildPosition;
import java.util.Optional;

/** Finds how far a build is behind the newest offered one of its lineage. */
public final class BehindNewest {
    private static final int MAX_BUILDS = 100;

    private final ImageCatalog catalog;
    private final OfferPolicy offer;

    public BehindNewest(ImageCatalog catalog, OfferPolicy offer) {
        this.catalog = requireNonNull(catalog, "catalog");
        this.offer = requireNonNull(offer, "offer");
    }

    /**
     * Empty when neither the build nor a newer one is offered.
     *
     * @throws StorageException when the catalog could not be read
     */
    public Optional<Behind> of(RecordedBuild build) {
        BuildPosition own = build.build().position();
        NewestFirst<RecordedBuild> history = NewestFirst.of(catalog, build.build().lineage(), NewestFirst.PAGE);
        RecordedBuild newest = null;
        int newer = 0;
        int read = 0;
        boolean reached = false;
        while (!reached && read < MAX_BUILDS && history.hasNext()) {
            RecordedBuild next = history.next();
            read++;
            int order = next.build().position().compareTo(own);
            reached = order <= 0;
            if (order >= 0 && offer.includes(next)) {
                newest = newest == null ? next : newest;
                newer += order > 0 ? 1 : 0;
            }
        }
        if (newest == null) {
            return Optional.empty();
        }
        Behind behind = Behind.with(build.build(), newer, newest.build());
        return Optional.of(reached ? behind : behind.orMore());
    }
}
