package imagefanout.dynamodb.table;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;

/** Reads items of one partition in the order of their sort keys. */
public final class ItemQueries {
    private final DynamoDbClient client;
    private final String table;

    ItemQueries(DynamoDbClient client, String table) {
        this.client = requireNonNull(client, "client");
        this.table = requireNonNull(table, "table");
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

    private QueryRequest.Builder whole(String partition) {
        return QueryRequest.builder()
                .tableName(table)
                .keyConditionExpression("#pk = :pk")
                .expressionAttributeNames(Map.of("#pk", CatalogTable.PARTITION_KEY))
                .expressionAttributeValues(Map.of(":pk", AttributeValue.fromS(partition)))
                .consistentRead(true);
    }

    private QueryRequest.Builder between(String partition, String first, String last) {
        return QueryRequest.builder()
                .tableName(table)
                .keyConditionExpression("#pk = :pk AND #sk BETWEEN :first AND :last")
                .expressionAttributeNames(Map.of("#pk", CatalogTable.PARTITION_KEY, "#sk", CatalogTable.SORT_KEY))
                .expressionAttributeValues(Map.of(
                        ":pk", AttributeValue.fromS(partition),
                        ":first", AttributeValue.fromS(first),
                        ":last", AttributeValue.fromS(last)));
    }

    /** Each page is requested only when the stream comes to it. */
    private Stream<StoredItem> read(QueryRequest.Builder query) {
        return client.queryPaginator(query.build()).items().stream().map(StoredItem::of);
    }
}
