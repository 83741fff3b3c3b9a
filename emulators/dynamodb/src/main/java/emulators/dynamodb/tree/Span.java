package emulators.dynamodb.tree;

/** A contiguous range of sorted keys. */
@FunctionalInterface
public interface Span<K> {

    /** Returns a negative number for a key before the span, zero for one in it, and a positive number for one after it. */
    int place(K key);

    /** Returns the intersection of both spans. */
    default Span<K> and(Span<K> other) {
        return key -> {
            int place = place(key);
            return place == 0 ? other.place(key) : place;
        };
    }
}
