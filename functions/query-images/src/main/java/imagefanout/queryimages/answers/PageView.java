package imagefanout.queryimages.answers;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One page of a list.
 *
 * @param nextCursor where the next page begins; empty on the last page
 * @param recordedAt of all that is shown, the oldest time at which it was recorded
 */
record PageView<T>(List<T> items, int limit, Optional<String> nextCursor, Optional<Instant> recordedAt) {
    PageView {
        items = List.copyOf(items);
    }

    static Optional<Instant> oldest(Stream<Instant> times) {
        return times.min(Comparator.naturalOrder());
    }
}
