package imagefanout.dynamodb.table;

import static java.util.Objects.requireNonNull;

import imagefanout.model.Deadline;
import imagefanout.model.StorageException;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.enhanced.dynamodb.DynamoDbEnhancedClient;
import software.amazon.awssdk.enhanced.dynamodb.DynamoDbTable;
import software.amazon.awssdk.enhanced.dynamodb.Expression;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;

/**
 * One table for one invocation, around a client that lives on: no call takes longer than the invocation has left, and each
 * failure says what could not be done in which table.
 */
public final class TableAccess {
    private final DynamoDbEnhancedClient client;
    private final DynamoDbTable<StoredItem> items;
    private final Backoff backoff;

    /**
     * A table of the shape that {@link CatalogTable} gives.
     *
     * @param deadline bounds every call, and every wait between two
     */
    public TableAccess(DynamoDbClient client, String name, Deadline deadline) {
        this(client, name, deadline, Backoff.within(deadline));
    }

    public TableAccess(DynamoDbClient client, String name, Deadline deadline, Backoff backoff) {
        this(client, name, CatalogTable.SCHEMA, deadline, backoff);
    }

    /** A table with that one key. */
    public TableAccess(DynamoDbClient client, String name, String key, Deadline deadline) {
        this(client, name, StoredItemSchema.keyedBy(key), deadline, Backoff.within(deadline));
    }

    private TableAccess(
            DynamoDbClient client, String name, StoredItemSchema schema, Deadline deadline, Backoff backoff) {
        this.client = DynamoDbEnhancedClient.builder()
                .dynamoDbClient(new BoundedDynamoDb(client, deadline))
                .build();
        this.items = this.client.table(requireNonNull(name, "name"), schema);
        this.backoff = requireNonNull(backoff, "backoff");
    }

    public Batches batches() {
        return new Batches(client, items, backoff);
    }

    public ItemQueries queries() {
        return new ItemQueries(items);
    }

    /** The rows that people write: {@code rowsPerPage} are read at once, or as many as DynamoDB returns if it is 0. */
    public RowTable rows(int rowsPerPage) {
        return new RowTable(items, rowsPerPage);
    }

    /**
     * Does the work.
     *
     * @param what an infinitive: {@code read the pipelines}
     * @throws StorageException when DynamoDB failed, or could not be asked in time
     */
    public <T> T inTable(String what, Supplier<T> work) {
        try {
            return work.get();
        } catch (ResourceNotFoundException e) {
            throw new StorageException("could not " + what + ": there is no table " + items.tableName(), e);
        } catch (SdkException | StorageException e) {
            throw new StorageException(
                    "could not " + what + " in table " + items.tableName() + ": " + e.getMessage(), e);
        }
    }

    /** Does work without a result. */
    public void runInTable(String what, Runnable work) {
        inTable(what, () -> {
            work.run();
            return true;
        });
    }

    /** The item of that key, if there is one. */
    public Optional<StoredItem> get(StoredKey key, Consistency consistency) {
        return Optional.ofNullable(
                items.getItem(get -> get.key(key.toKey()).consistentRead(consistency == Consistency.STRONG)));
    }

    /** Writes the item in place of any other under its key. */
    public void put(StoredItem item) {
        items.putItem(item);
    }

    /** The same on a condition; false when it did not hold, and nothing was written. */
    public boolean put(StoredItem item, Expression condition) {
        return conditionally(() -> items.putItem(put -> put.item(item).conditionExpression(condition)));
    }

    /**
     * Sets the attributes of the item, and removes those that {@link StoredItem#clearing} named; others stay. False when the
     * condition did not hold, and nothing was written.
     */
    public boolean update(StoredItem item, Expression condition) {
        return conditionally(() -> items.updateItem(
                update -> update.item(item).conditionExpression(condition).returnValues(ReturnValue.NONE)));
    }

    private static boolean conditionally(Runnable write) {
        try {
            write.run();
            return true;
        } catch (ConditionalCheckFailedException e) {
            return false;
        }
    }

    /** Deletes the item, if there is one. */
    public void delete(StoredKey key) {
        items.deleteItem(key.toKey());
    }
}
