package imagefanout.model.answers;

import imagefanout.model.ResultPage;
import imagefanout.model.channels.Promotion;
import imagefanout.model.identity.ImageBuildArn;
import imagefanout.model.image.Build;
import imagefanout.model.image.BuildPosition;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** A list of builds, newest first. Pages are read when needed: a first one, and then pages of {@value #PAGE}. */
final class NewestFirst<T> implements Iterator<T> {
    static final int PAGE = 25;

    private final PageSource<T> pages;
    private final Deque<T> ahead = new ArrayDeque<>();
    private Optional<BuildPosition> next;
    private int pageSize;
    private boolean allRead;

    /** Reads at most {@code limit} items that are older than a position; without one, the newest. */
    @FunctionalInterface
    interface PageSource<T> {
        ResultPage<T, BuildPosition> read(Optional<BuildPosition> before, int limit);
    }

    /** @param before where the list begins; empty for the newest item */
    NewestFirst(PageSource<T> pages, Optional<BuildPosition> before, int firstPage) {
        this.pages = pages;
        this.next = before;
        this.pageSize = firstPage;
    }

    /** @param first the first page, which was read already */
    NewestFirst(PageSource<T> pages, ResultPage<T, BuildPosition> first) {
        this(pages, first.next(), PAGE);
        ahead.addAll(first.items());
        allRead = first.next().isEmpty();
    }

    /**
     * What a channel's promotions are of. A build that was made later under the ARN of a promoted one is not promoted.
     *
     * @param promotions newest first
     * @param read reads those of these builds that there are, newest first
     * @param build the build of an item
     */
    static <T> NewestFirst<T> promoted(
            List<Promotion> promotions,
            Function<Set<ImageBuildArn>, List<T>> read,
            Function<T, Build> build,
            int firstPage) {
        PageSource<T> pages = (before, limit) -> {
            List<Promotion> older = promotions.stream()
                    .filter(promotion ->
                            before.isEmpty() || promotion.position().compareTo(before.get()) < 0)
                    .toList();
            ResultPage<Promotion, BuildPosition> page = ResultPage.first(older, limit, Promotion::position);
            Set<ImageBuildArn> arns =
                    page.items().stream().map(Promotion::build).collect(Collectors.toSet());
            List<T> items = arns.isEmpty() ? List.of() : read.apply(arns);
            return new ResultPage<>(
                    items.stream()
                            .filter(item -> isPromoted(build.apply(item), page.items()))
                            .toList(),
                    page.next());
        };
        return new NewestFirst<>(pages, Optional.empty(), firstPage);
    }

    private static boolean isPromoted(Build recorded, List<Promotion> page) {
        return page.stream().anyMatch(promotion -> promotion.isOf(recorded));
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
            ResultPage<T, BuildPosition> page = pages.read(next, pageSize);
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
