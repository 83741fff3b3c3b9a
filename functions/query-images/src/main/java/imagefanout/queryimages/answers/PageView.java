package imagefanout.queryimages.answers;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * One page of a list.
 *
 * @param nextCursor empty on the last page
 * @param recordedAt when the oldest data on the page was recorded
 */
record PageView<T>(List<T> items, int limit, Optional<String> nextCursor, Optional<Instant> recordedAt) {
    static <T> Optional<Instant> oldest(Stream<T> items, Function<T, Instant> recordedAt) {
        return items.map(recordedAt).min(Comparator.naturalOrder());
    }
}
