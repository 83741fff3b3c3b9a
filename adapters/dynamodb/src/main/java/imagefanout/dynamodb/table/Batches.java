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
import software.amazon.awssdk.enhanced.dynamodb.DynamoDbEnhancedClient;
import software.amazon.awssdk.enhanced.dynamodb.DynamoDbTable;
import software.amazon.awssdk.enhanced.dynamodb.Key;
import software.amazon.awssdk.enhanced.dynamodb.model.BatchGetResultPage;
import software.amazon.awssdk.enhanced.dynamodb.model.BatchWriteResult;
import software.amazon.awssdk.enhanced.dynamodb.model.ReadBatch;
import software.amazon.awssdk.enhanced.dynamodb.model.WriteBatch;

/**
 * Reads and writes many items in few requests. Retries items that DynamoDB returns as unprocessed until all are done.
 *
 * @see <a href="https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchWriteItem.html">BatchWriteItem</a>
 * @see <a href="https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchGetItem.html">BatchGetItem</a>
 */
public final class Batches {
    private static final int MAX_WRITTEN = 25;
    private static final int MAX_READ = 100;

    private final DynamoDbEnhancedClient client;
    private final DynamoDbTable<StoredItem> items;
    private final Backoff backoff;

    /** The put or the delete of one item. */
    @FunctionalInterface
    public interface ItemWrite {
        void addTo(WriteBatch.Builder<StoredItem> batch);
    }

    Batches(DynamoDbEnhancedClient client, DynamoDbTable<StoredItem> items, Backoff backoff) {
        this.client = requireNonNull(client, "client");
        this.items = requireNonNull(items, "items");
        this.backoff = requireNonNull(backoff, "backoff");
    }

    public static ItemWrite put(StoredItem item) {
        return batch -> batch.addPutItem(item);
    }

    public static ItemWrite delete(StoredKey key) {
        return batch -> batch.addDeleteItem(key.toKey());
    }

    /** Writes all items in no particular order. The stream is consumed lazily. Keys must be unique. */
    public void write(Stream<ItemWrite> writes) {
        Iterator<ItemWrite> waiting = writes.iterator();
        List<ItemWrite> batch = new ArrayList<>(MAX_WRITTEN);
        int retries = 0;
        while (waiting.hasNext() || !batch.isEmpty()) {
            fill(batch, waiting, MAX_WRITTEN);
            BatchWriteResult result = send(batch);
            batch.clear();
            result.unprocessedPutItemsForTable(items).forEach(item -> batch.add(put(item)));
            result.unprocessedDeleteItemsForTable(items).forEach(key -> batch.add(again -> again.addDeleteItem(key)));
            retries = batch.isEmpty() ? 0 : retries + 1;
            if (retries > 0) {
                backoff.pauseBefore(retries, "items that DynamoDB has not written yet");
            }
        }
    }

    private BatchWriteResult send(List<ItemWrite> writes) {
        WriteBatch.Builder<StoredItem> batch =
                WriteBatch.builder(StoredItem.class).mappedTableResource(items);
        writes.forEach(write -> write.addTo(batch));
        return client.batchWriteItem(request -> request.addWriteBatch(batch.build()));
    }

    /** Returns the items that exist, by key. */
    public Map<StoredKey, StoredItem> read(Collection<StoredKey> keys, Consistency consistency) {
        Map<StoredKey, StoredItem> found = new HashMap<>();
        Iterator<Key> waiting =
                new LinkedHashSet<>(keys).stream().map(StoredKey::toKey).iterator();
        List<Key> batch = new ArrayList<>(MAX_READ);
        int retries = 0;
        while (waiting.hasNext() || !batch.isEmpty()) {
            fill(batch, waiting, MAX_READ);
            BatchGetResultPage page = get(batch, consistency);
            page.resultsForTable(items).forEach(item -> found.put(item.key(), item));
            int sent = batch.size();
            batch.clear();
            batch.addAll(page.unprocessedKeysForTable(items));
            // Unprocessed keys after partial progress usually mean that the response was full, so no pause is needed.
            retries = batch.size() == sent ? retries + 1 : 0;
            if (retries > 0) {
                backoff.pauseBefore(retries, "items that DynamoDB has not read yet");
            }
        }
        return found;
    }

    /** Reads one page only, because the Enhanced Client retries unprocessed keys on the next page without a pause. */
    private BatchGetResultPage get(List<Key> keys, Consistency consistency) {
        ReadBatch.Builder<StoredItem> batch =
                ReadBatch.builder(StoredItem.class).mappedTableResource(items);
        keys.forEach(key -> batch.addGetItem(get -> get.key(key).consistentRead(consistency == Consistency.STRONG)));
        return client.batchGetItem(request -> request.addReadBatch(batch.build()))
                .iterator()
                .next();
    }

    private static <T> void fill(List<T> batch, Iterator<T> waiting, int size) {
        while (waiting.hasNext() && batch.size() < size) {
            batch.add(waiting.next());
        }
    }
}
