package imagefanout.model;

import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiFunction;

/** Immutable copies of sorted collections, their unions and differences, and maps with the same keys. */
public final class Sorted {
    private Sorted() {}

    public static <T extends Comparable<T>> SortedSet<T> copyOf(Collection<T> elements) {
        return Collections.unmodifiableSortedSet(new TreeSet<>(elements));
    }

    public static <K extends Comparable<K>, V> SortedMap<K, V> copyOf(Map<K, V> entries) {
        return Collections.unmodifiableSortedMap(new TreeMap<>(entries));
    }

    public static <T extends Comparable<T>> SortedSet<T> union(Collection<T> some, Collection<T> others) {
        SortedSet<T> all = new TreeSet<>(some);
        all.addAll(others);
        return all;
    }

    public static <T extends Comparable<T>> SortedSet<T> without(Collection<T> some, Set<T> others) {
        SortedSet<T> left = new TreeSet<>(some);
        left.removeAll(others);
        return left;
    }

    /** Maps each key to what {@code change} makes of the key and its value. */
    public static <K extends Comparable<K>, V, W> SortedMap<K, W> mapValues(
            Map<K, V> entries, BiFunction<? super K, ? super V, ? extends W> change) {
        SortedMap<K, W> changed = new TreeMap<>();
        entries.forEach((key, value) -> changed.put(key, change.apply(key, value)));
        return changed;
    }
}
