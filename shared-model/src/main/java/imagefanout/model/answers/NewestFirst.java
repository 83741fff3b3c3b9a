package imagefanout.model.answers;

import imagefanout.model.ResultPage;
import imagefanout.model.catalog.ImageCatalog;
import imagefanout.model.catalog.RecordedBuild;
import imagefanout.model.channels.Promotion;
import imagefanout.model.identity.Lineage;
import imagefanout.model.image.BuildPosition;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.BiFunction;

/** A list of builds, newest first. Pages are read when needed: a first one, and then pages of {@value #PAGE}. */
final class NewestFirst<T> implements Iterator<T> {
    static final int PAGE = 25;

    private final BiFunction<Optional<BuildPosition>, Integer, ResultPage<T, BuildPosition>> pages;
    private final Deque<T> ahead = new ArrayDeque<>();
    private Optional<BuildPosition> next;
    private int pageSize;
    private boolean allRead;

    /**
     * @param pages reads at most that many items older than a position
     * @param before where the list begins; empty for the newest item
     */
    NewestFirst(
            BiFunction<Optional<BuildPosition>, Integer, ResultPage<T, BuildPosition>> pages,
            Optional<BuildPosition> before,
            int firstPage) {
        this.pages = pages;
        this.next = before;
        this.pageSize = firstPage;
    }

    /** @param first the first page, which was read already */
    NewestFirst(
            BiFunction<Optional<BuildPosition>, Integer, ResultPage<T, BuildPosition>> pages,
            ResultPage<T, BuildPosition> first) {
        this(pages, first.next(), PAGE);
        ahead.addAll(first.items());
        allRead = first.next().isEmpty();
    }

    /** All builds of a lineage. */
    static NewestFirst<RecordedBuild> of(ImageCatalog catalog, Lineage lineage, int firstPage) {
        return new NewestFirst<>(
                (before, limit) -> catalog.builds(lineage, before, limit), Optional.empty(), firstPage);
    }

    /** The builds of these promotions. */
    static NewestFirst<RecordedBuild> of(ImageCatalog catalog, List<Promotion> promotions, int firstPage) {
        return new NewestFirst<>(
                new PromotedPages<>(promotions, catalog::builds, RecordedBuild::build), Optional.empty(), firstPage);
    }

    @Override
    public boolean hasNext() {
        return peek().isPresent();
    }

    @Override
    public T next() {
        T item = peek().orElseThrow(NoSuchElementException::new);
        ahead.remove();
        return item;
    }

    Optional<T> peek() {
        while (ahead.isEmpty() && !allRead) {
            ResultPage<T, BuildPosition> page = pages.apply(next, pageSize);
            ahead.addAll(page.items());
            next = page.next();
            allRead = next.isEmpty();
            pageSize = PAGE;
        }
        return Optional.ofNullable(ahead.peek());
    }

    /** Whether nothing is left, as far as known without another read. */
    boolean isAtEnd() {
        return ahead.isEmpty() && allRead;
    }
}
