package imagefanout.model;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/** One page of a list. {@code next} is where the list continues; empty after the last page. */
public record ResultPage<T, P>(List<T> items, Optional<P> next) {
    public ResultPage {
        items = List.copyOf(items);
        requireNonNull(next, "next");
    }

    /**
     * The first items of those that were found.
     *
     * @param found in order; one beyond the limit shows that the list continues
     * @param position where the list continues after an item
     */
    public static <T, P> ResultPage<T, P> first(List<T> found, int limit, Function<? super T, ? extends P> position) {
        if (found.size() <= limit) {
            return new ResultPage<>(found, Optional.empty());
        }
        List<T> page = found.subList(0, limit);
        return new ResultPage<>(page, Optional.of(position.apply(page.get(limit - 1))));
    }

    /** The same page with other items. */
    public <R> ResultPage<R, P> map(Function<? super T, ? extends R> change) {
        return new ResultPage<>(items.stream().<R>map(change).toList(), next);
    }

    /** Reads a list to its end, page by page, and passes each item on. */
    public static <T, P> void forEach(Function<Optional<P>, ResultPage<T, P>> read, Consumer<? super T> action) {
        Optional<P> from = Optional.empty();
        do {
            ResultPage<T, P> page = read.apply(from);
            page.items().forEach(action);
            from = page.next();
        } while (from.isPresent());
    }
}
