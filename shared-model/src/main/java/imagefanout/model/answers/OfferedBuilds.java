package imagefanout.model.answers;

import imagefanout.model.catalog.ImageCatalog;
import imagefanout.model.catalog.OfferPolicy;
import imagefanout.model.catalog.RecordedBuild;
import imagefanout.model.identity.Lineage;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;

/** The offered builds of a lineage, newest first, and the builds between them. */
final class OfferedBuilds {
    private final OfferPolicy offer;
    private final NewestFirst<RecordedBuild> history;
    private final Queue<RecordedBuild> offered = new ArrayDeque<>();
    private final List<RecordedBuild> passed = new ArrayList<>();
    private final List<RecordedBuild> held = new ArrayList<>();
    private boolean isFound;

    /** All builds of a lineage. */
    OfferedBuilds(ImageCatalog catalog, OfferPolicy offer, Lineage lineage, int firstPage) {
        this(
                offer,
                new NewestFirst<>(
                        (before, limit) -> catalog.builds(lineage, before, limit), Optional.empty(), firstPage));
    }

    OfferedBuilds(OfferPolicy offer, NewestFirst<RecordedBuild> history) {
        this.offer = offer;
        this.history = history;
    }

    /** The next build that was not read yet, offered or not. {@link #next} still returns it if it is offered. */
    Optional<RecordedBuild> read() {
        if (!history.hasNext()) {
            return Optional.empty();
        }
        RecordedBuild build = history.next();
        boolean isOffered = offer.includes(build);
        isFound |= isOffered;
        (isOffered ? offered : passed).add(build);
        if (!isFound && offer.includesButForItsHold(build)) {
            held.add(build);
        }
        return Optional.of(build);
    }

    Optional<RecordedBuild> next() {
        while (offered.isEmpty() && read().isPresent()) {}
        return Optional.ofNullable(offered.poll());
    }

    /** The builds newer than the first offered one that only a hold keeps from being offered, newest first. */
    List<RecordedBuild> held() {
        return List.copyOf(held);
    }

    boolean isAtEnd() {
        return history.isAtEnd();
    }

    /** The builds read so far that are not offered, newest first. */
    List<RecordedBuild> passed() {
        return List.copyOf(passed);
    }
}
