package imagefanout.dynamodb.table;

import static java.util.Objects.requireNonNull;

import imagefanout.model.Deadline;
import imagefanout.model.StorageException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;

/**
 * One table for one invocation, around a client that lives on: no call takes longer than the invocation has left, and each
 * failure says what could not be done in which table.
 */
public final class TableAccess {
    private final DynamoDbClient client;
    private final String name;
    private final Backoff backoff;

    /** @param deadline bounds every call, and every wait between two */
    public TableAccess(DynamoDbClient client, String name, Deadline deadline) {
        this(client, name, deadline, Backoff.within(deadline));
    }

    public TableAccess(DynamoDbClient client, String name, Deadline deadline, Backoff backoff) {
        this.client = new BoundedDynamoDb(client, deadline);
        this.name = requireNonNull(name, "name");
        this.backoff = requireNonNull(backoff, "backoff");
    }

    public Batches batches() {
        return new Batches(client, name, backoff);
    }

    public ItemQueries queries() {
        return new ItemQueries(client, name);
    }

    /** A table of rows that people write: {@code rowsPerPage} are read at once, or as many as DynamoDB returns if it is 0. */
    public RowTable rows(String key, int rowsPerPage) {
        return new RowTable(client, name, key, rowsPerPage);
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

    /** The item of that key, if there is one. */
    public Optional<StoredItem> get(StoredKey key, Consistency consistency) {
        return Optional.of(client.getItem(
                        get -> get.tableName(name).key(key.toMap()).consistentRead(consistency == Consistency.STRONG)))
                .filter(answer -> answer.hasItem())
                .map(answer -> StoredItem.of(answer.item()));
    }

    /** Writes the item in place of any other under its key. */
    public void put(StoredItem item) {
        client.putItem(put -> put.tableName(name).item(item.attributes()));
    }

    /** The same on a condition; false when it did not hold, and nothing was written. */
    public boolean put(StoredItem item, WriteCondition condition) {
        return conditionally(() -> client.putItem(put -> put.tableName(name)
                .item(item.attributes())
                .conditionExpression(condition.expression())
                .expressionAttributeNames(condition.names())
                .expressionAttributeValues(condition.values())));
    }

    /** Sets some attributes and removes others; false when the condition did not hold, and nothing was written. */
    public boolean update(
            Map<String, AttributeValue> key,
            Map<String, AttributeValue> set,
            Collection<String> remove,
            WriteCondition condition) {
        Map<String, String> names = new HashMap<>(condition.names());
        Map<String, AttributeValue> values = new HashMap<>();
        Optional.ofNullable(condition.values()).ifPresent(values::putAll);
        List<String> sets = new ArrayList<>();
        set.forEach((attribute, value) -> {
            names.put("#" + attribute, attribute);
            values.put(":new_" + attribute, value);
            sets.add("#" + attribute + " = :new_" + attribute);
        });
        remove.forEach(attribute -> names.put("#" + attribute, attribute));
        String expression = (sets.isEmpty() ? "" : "SET " + String.join(", ", sets) + " ")
                + (remove.isEmpty() ? "" : "REMOVE #" + String.join(", #", remove));
        return conditionally(() -> client.updateItem(update -> update.tableName(name)
                .key(key)
                .updateExpression(expression)
                .conditionExpression(condition.expression())
                .expressionAttributeNames(names)
                .expressionAttributeValues(values.isEmpty() ? null : values)));
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
        client.deleteItem(delete -> delete.tableName(name).key(key.toMap()));
    }
}
