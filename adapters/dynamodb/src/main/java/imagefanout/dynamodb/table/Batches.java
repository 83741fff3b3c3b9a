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
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemResponse;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/**
 * Many items in few requests. What DynamoDB returns unprocessed is sent again, together with the rest, until it is done.
 *
 * @see <a href="https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchWriteItem.html">BatchWriteItem</a>
 * @see <a href="https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchGetItem.html">BatchGetItem</a>
 */
public final class Batches {
    private static final int MAX_WRITTEN = 25;
    private static final int MAX_READ = 100;

    private final DynamoDbClient client;
    private final String table;
    private final Backoff backoff;

    Batches(DynamoDbClient client, String table, Backoff backoff) {
        this.client = requireNonNull(client, "client");
        this.table = requireNonNull(table, "table");
        this.backoff = requireNonNull(backoff, "backoff");
    }

    public static WriteRequest put(StoredItem item) {
        return WriteRequest.builder()
                .putRequest(put -> put.item(item.attributes()))
                .build();
    }

    public static WriteRequest delete(StoredKey key) {
        return WriteRequest.builder()
                .deleteRequest(delete -> delete.key(key.toMap()))
                .build();
    }

    /** Writes all of them, in no order. They are taken from the stream as they are needed; no two may have the same key. */
    public void write(Stream<WriteRequest> requests) {
        Iterator<WriteRequest> waiting = requests.iterator();
        List<WriteRequest> batch = new ArrayList<>(MAX_WRITTEN);
        int retries = 0;
        while (waiting.hasNext() || !batch.isEmpty()) {
            fill(batch, waiting, MAX_WRITTEN);
            BatchWriteItemResponse response =
                    client.batchWriteItem(request -> request.requestItems(Map.of(table, batch)));
            List<WriteRequest> unprocessed = response.unprocessedItems().getOrDefault(table, List.of());
            batch.clear();
            batch.addAll(unprocessed);
            retries = unprocessed.isEmpty() ? 0 : retries + 1;
            if (retries > 0) {
                backoff.pauseBefore(retries, "items that DynamoDB has not written yet");
            }
        }
    }

    /** Those of the items that exist, by key. */
    public Map<StoredKey, StoredItem> read(Collection<StoredKey> keys, Consistency consistency) {
        Map<StoredKey, StoredItem> found = new HashMap<>();
        Iterator<Map<String, AttributeValue>> waiting =
                new LinkedHashSet<>(keys).stream().map(StoredKey::toMap).iterator();
        List<Map<String, AttributeValue>> batch = new ArrayList<>(MAX_READ);
        int retries = 0;
        while (waiting.hasNext() || !batch.isEmpty()) {
            fill(batch, waiting, MAX_READ);
            BatchGetItemResponse response = get(batch, consistency);
            response.responses()
                    .getOrDefault(table, List.of())
                    .forEach(item -> found.put(StoredKey.of(item), StoredItem.of(item)));
            KeysAndAttributes unprocessed = response.unprocessedKeys().get(table);
            int sent = batch.size();
            batch.clear();
            if (unprocessed != null) {
                batch.addAll(unprocessed.keys());
            }
            // A batch that is too large for one answer comes back in pieces: that is no reason to wait.
            retries = batch.size() == sent ? retries + 1 : 0;
            if (retries > 0) {
                backoff.pauseBefore(retries, "items that DynamoDB has not read yet");
            }
        }
        return found;
    }

    private BatchGetItemResponse get(List<Map<String, AttributeValue>> keys, Consistency consistency) {
        KeysAndAttributes wanted = KeysAndAttributes.builder()
                .keys(keys)
                .consistentRead(consistency == Consistency.STRONG)
                .build();
        return client.batchGetItem(request -> request.requestItems(Map.of(table, wanted)));
    }

    private static <T> void fill(List<T> batch, Iterator<T> waiting, int size) {
        while (waiting.hasNext() && batch.size() < size) {
            batch.add(waiting.next());
        }
    }
}
