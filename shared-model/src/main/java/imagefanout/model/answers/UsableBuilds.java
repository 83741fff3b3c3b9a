package imagefanout.model.answers;

import imagefanout.model.ResultPage;
import imagefanout.model.catalog.ImageCatalog;
import imagefanout.model.catalog.UsableCopy;
import imagefanout.model.identity.AmiId;
import imagefanout.model.identity.Audience;
import imagefanout.model.identity.Lineage;
import imagefanout.model.identity.Region;
import imagefanout.model.image.BuildPosition;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The builds of a lineage that any of several audiences may launch, newest first, each once. Pages are read when needed; the
 * first is small, because one of the newest builds nearly always has the AMI.
 */
final class UsableBuilds implements Iterator<UsableCopy> {
    static final int FIRST_PAGE = 5;
    private static final int LATER_PAGE = 25;

    private final List<AudienceBuilds> walks;

    UsableBuilds(ImageCatalog catalog, Set<Audience> audiences, Lineage lineage, Optional<BuildPosition> before) {
        walks = audiences.stream()
                .map(audience -> new AudienceBuilds(catalog, audience, lineage, before))
                .toList();
    }

    @Override
    public boolean hasNext() {
        return walks.stream().anyMatch(builds -> builds.head().isPresent());
    }

    @Override
    public UsableCopy next() {
        BuildPosition newest = walks.stream()
                .flatMap(builds -> builds.head().stream())
                .map(UsableBuilds::position)
                .max(Comparator.naturalOrder())
                .orElseThrow(NoSuchElementException::new);
        List<UsableCopy> same = walks.stream()
                .filter(builds -> builds.head().map(UsableBuilds::position).equals(Optional.of(newest)))
                .map(AudienceBuilds::take)
                .toList();
        return same.stream().reduce(UsableBuilds::merge).orElseThrow();
    }

    /** Whether nothing is left, as far as known without another read. */
    boolean isAtEnd() {
        return walks.stream().allMatch(AudienceBuilds::isAtEnd);
    }

    private static BuildPosition position(UsableCopy copy) {
        return copy.recorded().build().position();
    }

    private static UsableCopy merge(UsableCopy one, UsableCopy other) {
        return new UsableCopy(one.recorded(), union(one.owned(), other.owned()), union(one.shared(), other.shared()));
    }

    private static SortedMap<Region, AmiId> union(SortedMap<Region, AmiId> one, SortedMap<Region, AmiId> other) {
        SortedMap<Region, AmiId> both = new TreeMap<>(other);
        both.putAll(one);
        return both;
    }

    /** The builds of one audience. */
    private static final class AudienceBuilds {
        private final ImageCatalog catalog;
        private final Audience audience;
        private final Lineage lineage;
        private final Deque<UsableCopy> ahead = new ArrayDeque<>();
        private Optional<BuildPosition> next;
        private int pageSize = FIRST_PAGE;
        private boolean allRead;

        AudienceBuilds(ImageCatalog catalog, Audience audience, Lineage lineage, Optional<BuildPosition> before) {
            this.catalog = catalog;
            this.audience = audience;
            this.lineage = lineage;
            this.next = before;
        }

        Optional<UsableCopy> head() {
            while (ahead.isEmpty() && !allRead) {
                ResultPage<UsableCopy, BuildPosition> page = catalog.usable(audience, lineage, next, pageSize);
                ahead.addAll(page.items());
                next = page.next();
                allRead = next.isEmpty();
                pageSize = LATER_PAGE;
            }
            return Optional.ofNullable(ahead.peek());
        }

        UsableCopy take() {
            return ahead.remove();
        }

        boolean isAtEnd() {
            return ahead.isEmpty() && allRead;
        }
    }
}
