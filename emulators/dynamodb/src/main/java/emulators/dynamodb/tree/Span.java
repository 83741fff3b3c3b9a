package emulators.dynamodb.tree;

/** A stretch of sorted keys without gaps: which keys are before it, in it and after it. */
@FunctionalInterface
public interface Span<K> {

    /** Less than zero for a key before the stretch, zero for one in it, more than zero for one after it. */
    int place(K key);

    /** The keys that are in both. */
    default Span<K> and(Span<K> other) {
        return key -> {
            int place = place(key);
            return place == 0 ? other.place(key) : place;
        };
    }
}
