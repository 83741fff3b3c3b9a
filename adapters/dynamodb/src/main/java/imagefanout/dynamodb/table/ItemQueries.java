package imagefanout.dynamodb.table;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.enhanced.dynamodb.DynamoDbTable;
import software.amazon.awssdk.enhanced.dynamodb.Key;
import software.amazon.awssdk.enhanced.dynamodb.model.QueryConditional;
import software.amazon.awssdk.enhanced.dynamodb.model.QueryEnhancedRequest;

/** Reads items of one partition in the order of their sort keys. */
public final class ItemQueries {
    private final DynamoDbTable<StoredItem> items;

    ItemQueries(DynamoDbTable<StoredItem> items) {
        this.items = requireNonNull(items, "items");
    }

    /** Every item of the partition in ascending order, read consistently. */
    public List<StoredItem> ascending(String partition) {
        return read(whole(partition)).toList();
    }

    /** The same in descending order: of two items that change meanwhile, the one with the greater sort key is the older one. */
    public List<StoredItem> descending(String partition) {
        return read(whole(partition).scanIndexForward(false)).toList();
    }

    /** At most {@code limit} items from sort key {@code first} to {@code last}, eventually consistent. */
    public List<StoredItem> ascending(String partition, String first, String last, int limit) {
        return read(between(partition, first, last).limit(limit)).limit(limit).toList();
    }

    /**
     * At most {@code limit} items from sort key {@code first} to {@code last}, in descending order, eventually consistent.
     *
     * @param after the item before the first of these
     */
    public List<StoredItem> descending(
            String partition, String first, String last, Optional<StoredKey> after, int limit) {
        return read(between(partition, first, last)
                        .scanIndexForward(false)
                        .exclusiveStartKey(after.map(StoredKey::toMap).orElse(null))
                        .limit(limit))
                .limit(limit)
                .toList();
    }

    /** All items from sort key {@code first} to {@code last}, eventually consistent. */
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

    /** Each page is requested only when the stream comes to it. */
    private Stream<StoredItem> read(QueryEnhancedRequest.Builder query) {
        return items.query(query.build()).items().stream();
    }
}
