package imagefanout.dynamodb.table;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.core.pagination.sync.SdkIterable;
import software.amazon.awssdk.enhanced.dynamodb.DynamoDbEnhancedClient;
import software.amazon.awssdk.enhanced.dynamodb.Key;
import software.amazon.awssdk.enhanced.dynamodb.TableSchema;
import software.amazon.awssdk.enhanced.dynamodb.model.QueryConditional;
import software.amazon.awssdk.enhanced.dynamodb.model.QueryEnhancedRequest;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Reads items of one partition in the order of their sort keys. */
public final class ItemQueries {
    private final DynamoDbClient client;
    private final DynamoDbEnhancedClient enhanced;
    private final String table;

    ItemQueries(DynamoDbClient client, DynamoDbEnhancedClient enhanced, String table) {
        this.client = requireNonNull(client, "client");
        this.enhanced = requireNonNull(enhanced, "enhanced");
        this.table = requireNonNull(table, "table");
    }

    /** Every item of the partition, whatever its kind, in ascending order of the sort keys, read consistently. */
    public List<Map<String, AttributeValue>> ascending(String partition) {
        return partition(partition, true);
    }

    /** The same in descending order: of two items that change meanwhile, the one with the greater sort key is the older one. */
    public List<Map<String, AttributeValue>> descending(String partition) {
        return partition(partition, false);
    }

    private List<Map<String, AttributeValue>> partition(String partition, boolean ascending) {
        return client
                .queryPaginator(query -> query.tableName(table)
                        .keyConditionExpression("#pk = :partition")
                        .expressionAttributeNames(Map.of("#pk", CatalogTable.PARTITION_KEY))
                        .expressionAttributeValues(Map.of(":partition", AttributeValue.fromS(partition)))
                        .scanIndexForward(ascending)
                        .consistentRead(true))
                .items()
                .stream()
                .toList();
    }

    /**
     * At most {@code limit} items from sort key {@code first} to {@code last}, in descending order, eventually consistent.
     *
     * @param after the item before the first of these
     */
    public <T> List<T> descending(
            TableSchema<T> schema, String partition, String first, String last, Optional<ItemKey> after, int limit) {
        return read(
                        schema,
                        between(partition, first, last)
                                .scanIndexForward(false)
                                .exclusiveStartKey(after.map(ItemKey::toMap).orElse(null))
                                .limit(limit))
                .limit(limit)
                .toList();
    }

    /** At most {@code limit} items from sort key {@code first} to {@code last}, eventually consistent. */
    public <T> List<T> ascending(TableSchema<T> schema, String partition, String first, String last, int limit) {
        return read(schema, between(partition, first, last).limit(limit))
                .limit(limit)
                .toList();
    }

    /** All items from sort key {@code first} to {@code last}, eventually consistent. */
    public <T> List<T> all(TableSchema<T> schema, String partition, String first, String last) {
        return read(schema, between(partition, first, last)).toList();
    }

    private static QueryEnhancedRequest.Builder between(String partition, String first, String last) {
        Key from = new ItemKey(partition, first).toKey();
        Key to = new ItemKey(partition, last).toKey();
        return QueryEnhancedRequest.builder().queryConditional(QueryConditional.sortBetween(from, to));
    }

    /** Each page is asked for only when the stream comes to it. */
    private <T> Stream<T> read(TableSchema<T> schema, QueryEnhancedRequest.Builder request) {
        SdkIterable<T> items =
                enhanced.table(table, schema).query(request.build()).items();
        return items.stream();
    }
}
