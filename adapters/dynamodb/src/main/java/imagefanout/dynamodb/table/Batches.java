package imagefanout.dynamodb.table;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import software.amazon.awssdk.enhanced.dynamodb.TableSchema;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemResponse;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/**
 * Many items in few requests. What DynamoDB gives back undone is asked for again, with the rest, until it is done.
 *
 * <p>The plain client is used here, because one batch holds items of several kinds, and the Enhanced Client gives those that
 * are undone back by kind.
 */
public final class Batches {
    private static final int MOST_WRITTEN = 25;
    private static final int MOST_READ = 100;

    private final DynamoDbClient client;
    private final String table;
    private final Backoff backoff;

    public Batches(DynamoDbClient client, String table, Backoff backoff) {
        this.client = requireNonNull(client, "client");
        this.table = requireNonNull(table, "table");
        this.backoff = requireNonNull(backoff, "backoff");
    }

    public static <T extends Item> WriteRequest put(TableSchema<T> schema, T item) {
        return WriteRequest.builder()
                .putRequest(put -> put.item(schema.itemToMap(item, true)))
                .build();
    }

    public static WriteRequest delete(ItemKey key) {
        return WriteRequest.builder()
                .deleteRequest(delete -> delete.key(key.toMap()))
                .build();
    }

    /** Writes all of them, in no order. They are taken from the stream as they are needed; no two may have the same key. */
    public void write(Stream<WriteRequest> requests) {
        Iterator<WriteRequest> waiting = requests.iterator();
        List<WriteRequest> batch = new ArrayList<>(MOST_WRITTEN);
        int retries = 0;
        while (waiting.hasNext() || !batch.isEmpty()) {
            while (waiting.hasNext() && batch.size() < MOST_WRITTEN) {
                batch.add(waiting.next());
            }
            BatchWriteItemResponse response =
                    client.batchWriteItem(request -> request.requestItems(Map.of(table, batch)));
            List<WriteRequest> undone = response.unprocessedItems().getOrDefault(table, List.of());
            retries = undone.isEmpty() ? 0 : retries + 1;
            batch.clear();
            batch.addAll(undone);
            if (!undone.isEmpty()) {
                backoff.before(retries, "items that DynamoDB has not written yet");
            }
        }
    }

    /** Those of the items that exist, by key. */
    public <T extends Item> Map<ItemKey, T> read(
            TableSchema<T> schema, Collection<ItemKey> keys, Consistency consistency) {
        Map<ItemKey, T> found = new HashMap<>();
        Iterator<ItemKey> waiting = new LinkedHashSet<>(keys).iterator();
        List<Map<String, AttributeValue>> batch = new ArrayList<>(MOST_READ);
        int retries = 0;
        while (waiting.hasNext() || !batch.isEmpty()) {
            while (waiting.hasNext() && batch.size() < MOST_READ) {
                batch.add(waiting.next().toMap());
            }
            KeysAndAttributes asked = KeysAndAttributes.builder()
                    .keys(batch)
                    .consistentRead(consistency.isStrong())
                    .build();
            BatchGetItemResponse response = client.batchGetItem(request -> request.requestItems(Map.of(table, asked)));
            for (Map<String, AttributeValue> item : response.responses().getOrDefault(table, List.of())) {
                found.put(ItemKey.of(item), schema.mapToItem(item));
            }
            int before = batch.size();
            KeysAndAttributes undone = response.unprocessedKeys().get(table);
            batch.clear();
            if (undone != null) {
                batch.addAll(undone.keys());
            }
            // A batch that is too large for one answer comes back in pieces: that is no reason to wait.
            boolean none = batch.size() == before;
            retries = none ? retries + 1 : 0;
            if (none) {
                backoff.before(retries, "items that DynamoDB has not read yet");
            }
        }
        return found;
    }
}
