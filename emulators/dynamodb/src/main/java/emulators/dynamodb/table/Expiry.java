package emulators.dynamodb.table;

import emulators.dynamodb.key.ItemKey;
import java.util.Comparator;

/** The expiry time of an item, ordered by time. */
record Expiry(long second, ItemKey key) implements Comparable<Expiry> {

    private static final Comparator<Expiry> ORDER =
            Comparator.comparingLong(Expiry::second).thenComparing(Expiry::key);

    @Override
    public int compareTo(Expiry other) {
        return ORDER.compare(this, other);
    }
}
