package emulators.dynamodb.key;

import static java.util.Objects.requireNonNull;

import emulators.dynamodb.value.AttributeValue;
import emulators.dynamodb.value.KeyOrder;
import java.util.Optional;

/**
 * An item's primary key. Keys are in scan order: by the hash of the partition key, then by sort key.
 *
 * @see <a href="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/HowItWorks.Partitions.html">Partitions
 *     and data distribution</a>
 */
public final class ItemKey implements Comparable<ItemKey> {

    private static final KeyOrder ORDER = new KeyOrder();

    private final AttributeValue partition;
    private final Optional<AttributeValue> sort;
    private final int place;
    private final int hash;

    ItemKey(AttributeValue partition, Optional<AttributeValue> sort) {
        this.partition = requireNonNull(partition, "partition");
        this.sort = requireNonNull(sort, "sort");
        this.place = spread(partition.hashCode());
        this.hash = 31 * place + sort.hashCode();
    }

    public AttributeValue partition() {
        return partition;
    }

    public Optional<AttributeValue> sort() {
        return sort;
    }

    /** Returns the scan segment of the key, from 0. */
    public int segment(int segments) {
        return (int) (Integer.toUnsignedLong(place) * segments >>> Integer.SIZE);
    }

    /** Compares the key's partition with the partition of the value. */
    public int comparePartition(AttributeValue other, int otherPlace) {
        int places = Integer.compareUnsigned(place, otherPlace);
        return places == 0 ? ORDER.compare(partition, other) : places;
    }

    /** Returns the position of a partition in scan order. */
    public static int placeOf(AttributeValue partition) {
        return spread(partition.hashCode());
    }

    @Override
    public int compareTo(ItemKey other) {
        int partitions = comparePartition(other.partition, other.place);
        return partitions != 0 || sort.isEmpty() ? partitions : ORDER.compare(sort.get(), other.sort.orElseThrow());
    }

    @Override
    public boolean equals(Object other) {
        return this == other
                || other instanceof ItemKey key
                        && hash == key.hash
                        && partition.equals(key.partition)
                        && sort.equals(key.sort);
    }

    @Override
    public int hashCode() {
        return hash;
    }

    @Override
    public String toString() {
        return partition + sort.map(value -> "/" + value).orElse("");
    }

    /** Spreads a hash over all bits, as the end of MurmurHash3 does: similar keys get very different positions. */
    private static int spread(int hash) {
        int spread = hash;
        spread = (spread ^ (spread >>> 16)) * 0x85ebca6b;
        spread = (spread ^ (spread >>> 13)) * 0xc2b2ae35;
        return spread ^ (spread >>> 16);
    }
}
