package imagefanout.model;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;

/** Some of a list, in its order. {@code next} is where to go on, and empty when nothing is left. */
public record ResultPage<T, P>(List<T> items, Optional<P> next) {
    public ResultPage {
        items = List.copyOf(items);
        requireNonNull(next, "next");
    }
}
