package imagefanout.model.answers;

import imagefanout.model.ResultPage;
import imagefanout.model.catalog.ImageCatalog;
import imagefanout.model.catalog.OfferPolicy;
import imagefanout.model.catalog.RecordedBuild;
import imagefanout.model.identity.Lineage;
import imagefanout.model.image.BuildPosition;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;

/** The builds of a lineage, newest first. Pages are read when needed. */
final class BuildHistory implements Iterator<RecordedBuild> {
    private static final int PAGE = 25;

    private final ImageCatalog catalog;
    private final Lineage lineage;
    private final Deque<RecordedBuild> ahead = new ArrayDeque<>();
    private Optional<BuildPosition> next = Optional.empty();
    private boolean allRead;

    BuildHistory(ImageCatalog catalog, Lineage lineage) {
        this.catalog = catalog;
        this.lineage = lineage;
    }

    @Override
    public boolean hasNext() {
        while (ahead.isEmpty() && !allRead) {
            ResultPage<RecordedBuild, BuildPosition> page = catalog.builds(lineage, next, PAGE);
            ahead.addAll(page.items());
            next = page.next();
            allRead = next.isEmpty();
        }
        return !ahead.isEmpty();
    }

    @Override
    public RecordedBuild next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        return ahead.remove();
    }

    Optional<RecordedBuild> nextOffered(OfferPolicy offer) {
        while (hasNext()) {
            RecordedBuild build = next();
            if (offer.includes(build)) {
                return Optional.of(build);
            }
        }
        return Optional.empty();
    }
}
