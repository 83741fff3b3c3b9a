package imagefanout.dynamodb.table;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.enhanced.dynamodb.DynamoDbEnhancedClient;
import software.amazon.awssdk.enhanced.dynamodb.Key;
import software.amazon.awssdk.enhanced.dynamodb.TableSchema;
import software.amazon.awssdk.enhanced.dynamodb.model.Page;
import software.amazon.awssdk.enhanced.dynamodb.model.QueryConditional;
import software.amazon.awssdk.enhanced.dynamodb.model.QueryEnhancedRequest;

/** Reads items of one partition in the order of their sort keys, from whatever copy answers. */
public final class Queries {
    private final DynamoDbEnhancedClient client;
    private final String table;

    public Queries(DynamoDbEnhancedClient client, String table) {
        this.client = requireNonNull(client, "client");
        this.table = requireNonNull(table, "table");
    }

    /** At most {@code limit} items from {@code least} to {@code most}, the last one first, those behind {@code behind}. */
    public <T> List<T> backwards(
            TableSchema<T> schema, String partition, String least, String most, Optional<ItemKey> behind, int limit) {
        QueryEnhancedRequest request = between(partition, least, most)
                .scanIndexForward(false)
                .exclusiveStartKey(behind.map(ItemKey::toMap).orElse(null))
                .limit(limit)
                .build();
        return read(schema, request, limit);
    }

    /** At most {@code limit} items from {@code least} to {@code most}. */
    public <T> List<T> forwards(TableSchema<T> schema, String partition, String least, String most, int limit) {
        return read(schema, between(partition, least, most).limit(limit).build(), limit);
    }

    private static QueryEnhancedRequest.Builder between(String partition, String least, String most) {
        Key from = new ItemKey(partition, least).toKey();
        Key to = new ItemKey(partition, most).toKey();
        return QueryEnhancedRequest.builder().queryConditional(QueryConditional.sortBetween(from, to));
    }

    private <T> List<T> read(TableSchema<T> schema, QueryEnhancedRequest request, int limit) {
        List<T> items = new ArrayList<>();
        for (Page<T> page : client.table(table, schema).query(request)) {
            items.addAll(page.items());
            // The next page is asked for only by going on.
            if (items.size() >= limit) {
                break;
            }
        }
        return items.size() > limit ? items.subList(0, limit) : items;
    }
}
