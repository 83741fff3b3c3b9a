package imagefanout.dynamodb.table;

import static java.util.Objects.requireNonNull;

import imagefanout.model.Deadline;
import imagefanout.model.StorageException;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.enhanced.dynamodb.DynamoDbEnhancedClient;
import software.amazon.awssdk.enhanced.dynamodb.DynamoDbTable;
import software.amazon.awssdk.enhanced.dynamodb.TableSchema;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;

/**
 * One table for one invocation, around a client that lives on: no call takes longer than the invocation has left, and each
 * failure says what could not be done in which table.
 */
public final class TableAccess {
    private final DynamoDbClient client;
    private final DynamoDbEnhancedClient enhanced;
    private final String name;
    private final Backoff backoff;

    /** @param deadline bounds every call, and every wait between two */
    public TableAccess(DynamoDbClient client, String name, Deadline deadline) {
        this(client, name, deadline, Backoff.within(deadline));
    }

    public TableAccess(DynamoDbClient client, String name, Deadline deadline, Backoff backoff) {
        this.client = new BoundedDynamoDb(client, deadline);
        this.enhanced =
                DynamoDbEnhancedClient.builder().dynamoDbClient(this.client).build();
        this.name = requireNonNull(name, "name");
        this.backoff = requireNonNull(backoff, "backoff");
    }

    public DynamoDbClient client() {
        return client;
    }

    public String name() {
        return name;
    }

    public Batches batches() {
        return new Batches(client, name, backoff);
    }

    public ItemQueries queries() {
        return new ItemQueries(client, enhanced, name);
    }

    /** The items of one kind, for writes on condition. */
    public <T> DynamoDbTable<T> items(TableSchema<T> schema) {
        return enhanced.table(name, schema);
    }

    /** The item of that key, if there is one. */
    public <T> Optional<T> read(TableSchema<T> schema, ItemKey key, Consistency consistency) {
        return Optional.ofNullable(
                items(schema).getItem(get -> get.key(key.toKey()).consistentRead(consistency.isStrong())));
    }

    /** Writes the item in place of any other under its key. */
    public <T> void put(TableSchema<T> schema, T item) {
        items(schema).putItem(item);
    }

    /** Deletes the item, if there is one. */
    public void delete(ItemKey key) {
        client.deleteItem(delete -> delete.tableName(name).key(key.toMap()));
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
            throw new StorageException("could not " + what + ": there is no table " + name, e);
        } catch (SdkException | StorageException e) {
            throw new StorageException("could not " + what + " in table " + name + ": " + e.getMessage(), e);
        }
    }

    /** Does work without a result. */
    public void runInTable(String what, Runnable work) {
        inTable(what, () -> {
            work.run();
            return true;
        });
    }

    /** Makes a conditional write; false when its condition did not hold, so that nothing was written. */
    public static boolean conditionally(Runnable write) {
        try {
            write.run();
            return true;
        } catch (ConditionalCheckFailedException e) {
            return false;
        }
    }
}
