package imagefanout.model.answers;

import imagefanout.model.StorageException;
import imagefanout.model.catalog.ImageCatalog;
import imagefanout.model.catalog.OfferPolicy;
import imagefanout.model.catalog.RecordedBuild;
import imagefanout.model.identity.Lineage;
import java.time.Instant;
import java.util.ArrayList;
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
        NewestFirst<RecordedBuild> history = NewestFirst.of(catalog, lineage, FIRST_PAGE);
        List<RecordedBuild> read = new ArrayList<>();
        Optional<RecordedBuild> offered = Optional.empty();
        while (offered.isEmpty() && read.size() < MAX_BUILDS && history.hasNext()) {
            RecordedBuild build = history.next();
            read.add(build);
            offered = Optional.of(build).filter(offer::includes);
        }
        boolean isComplete = offered.isPresent() || history.isAtEnd();
        return new CurrentOffer(
                read.stream().findFirst(),
                offered,
                heldSince(offered, offer, read),
                isComplete
                        ? Optional.empty()
                        : Optional.of(read.get(read.size() - 1).build().createdAt()));
    }

    /** Those of the builds that are newer than the offered one and that only a hold keeps from being offered. */
    static List<RecordedBuild> heldSince(
            Optional<RecordedBuild> offered, OfferPolicy offer, List<RecordedBuild> builds) {
        return builds.stream()
                .filter(offer::includesButForItsHold)
                .filter(build -> offered.stream()
                        .allMatch(other ->
                                build.build().position().compareTo(other.build().position()) > 0))
                .toList();
    }
}
