package imagefanout.dynamodb.table;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.enhanced.dynamodb.DynamoDbTable;
import software.amazon.awssdk.enhanced.dynamodb.Key;
import software.amazon.awssdk.enhanced.dynamodb.model.QueryConditional;
import software.amazon.awssdk.enhanced.dynamodb.model.QueryEnhancedRequest;

/** Queries the items of one partition in sort key order. */
public final class ItemQueries {
    private final DynamoDbTable<StoredItem> items;

    ItemQueries(DynamoDbTable<StoredItem> items) {
        this.items = requireNonNull(items, "items");
    }

    /** Returns all items of the partition in ascending order, with a consistent read. */
    public List<StoredItem> ascending(String partition) {
        return read(whole(partition)).toList();
    }

    /**
     * Returns all items of the partition in descending order, with a consistent read. Items with greater sort keys are
     * read first and may be out of date by the end of the read.
     */
    public List<StoredItem> descending(String partition) {
        return read(whole(partition).scanIndexForward(false)).toList();
    }

    /** Returns at most {@code limit} items from sort key {@code first} to {@code last}, eventually consistent. */
    public List<StoredItem> ascending(String partition, String first, String last, int limit) {
        return read(between(partition, first, last).limit(limit)).limit(limit).toList();
    }

    /** Returns at most {@code limit} items whose sort keys begin with {@code prefix}, the last ones first, eventually consistent. */
    public List<StoredItem> last(String partition, String prefix, Optional<StoredKey> after, int limit) {
        return descending(partition, prefix, prefix + StoredKey.LAST, after, limit, Consistency.EVENTUAL);
    }

    /**
     * Returns at most {@code limit} items from sort key {@code last} down to {@code first}.
     *
     * @param after the exclusive start key; empty to start at {@code last}
     */
    public List<StoredItem> descending(
            String partition,
            String first,
            String last,
            Optional<StoredKey> after,
            int limit,
            Consistency consistency) {
        return read(between(partition, first, last)
                        .consistentRead(consistency == Consistency.STRONG)
                        .scanIndexForward(false)
                        .exclusiveStartKey(after.map(StoredKey::toMap).orElse(null))
                        .limit(limit))
                .limit(limit)
                .toList();
    }

    /** Returns all items from sort key {@code first} to {@code last}, eventually consistent. */
    public List<StoredItem> all(String partition, String first, String last) {
        return read(between(partition, first, last)).toList();
    }

    private static QueryEnhancedRequest.Builder whole(String partition) {
        return QueryEnhancedRequest.builder()
                .queryConditional(QueryConditional.keyEqualTo(key -> key.partitionValue(partition)))
                .consistentRead(true);
    }

    private static QueryEnhancedRequest.Builder between(String partition, String first, String last) {
        Key from = new StoredKey(partition, first).toKey();
        Key to = new StoredKey(partition, last).toKey();
        return QueryEnhancedRequest.builder().queryConditional(QueryConditional.sortBetween(from, to));
    }

    /** Requests each page only when the stream reaches it. */
    private Stream<StoredItem> read(QueryEnhancedRequest.Builder query) {
        return items.query(query.build()).items().stream();
    }
}
