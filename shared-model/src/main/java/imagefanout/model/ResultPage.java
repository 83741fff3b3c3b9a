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
