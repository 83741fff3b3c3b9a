package emulators.imagebuilder.account;

import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** An index of entries by a value, newest first. */
final class Index<T extends ListEntry> {

    private final Map<String, NavigableMap<Long, T>> byValue = new HashMap<>();

    void put(String value, T entry) {
        byValue.computeIfAbsent(value, absent -> new TreeMap<>(Comparator.reverseOrder()))
                .put(entry.sequence(), entry);
    }

    void remove(String value, T entry) {
        byValue.computeIfPresent(value, (same, entries) -> {
            entries.remove(entry.sequence());
            return entries.isEmpty() ? null : entries;
        });
    }

    Stream<T> newestFirst(String value) {
        return olderThan(value, Long.MAX_VALUE);
    }

    Stream<T> olderThan(String value, long sequence) {
        return byValue.getOrDefault(value, Collections.emptyNavigableMap()).tailMap(sequence, false).values().stream();
    }
}
