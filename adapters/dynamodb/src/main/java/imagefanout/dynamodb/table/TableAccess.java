package imagefanout.dynamodb.table;

import static java.util.Objects.requireNonNull;

import imagefanout.model.Deadline;
import imagefanout.model.StorageException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.StringJoiner;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.enhanced.dynamodb.DynamoDbEnhancedClient;
import software.amazon.awssdk.enhanced.dynamodb.DynamoDbTable;
import software.amazon.awssdk.enhanced.dynamodb.Expression;
import software.amazon.awssdk.enhanced.dynamodb.model.ConditionCheck;
import software.amazon.awssdk.enhanced.dynamodb.model.TransactPutItemEnhancedRequest;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/**
 * Access to one table. Create one for each invocation, and each adapter that uses it, too; the client may be shared across
 * invocations. No call and no pause between retries takes longer than the time left, and each failure names the operation and
 * the table.
 */
public final class TableAccess {
    private static final Set<String> REFUSALS = Set.of("None", "ConditionalCheckFailed", "TransactionConflict");

    private final DynamoDbEnhancedClient client;
    private final DynamoDbClient calls;
    private final DynamoDbTable<StoredItem> items;
    private final Backoff backoff;

    /** Accesses a table with the schema of {@link CatalogTable}. */
    public TableAccess(DynamoDbClient client, String name, Deadline deadline) {
        this(client, name, deadline, Backoff.within(deadline));
    }

    public TableAccess(DynamoDbClient client, String name, Deadline deadline, Backoff backoff) {
        this(client, name, CatalogTable.SCHEMA, deadline, backoff);
    }

    /** Accesses a table with a partition key only. */
    public TableAccess(DynamoDbClient client, String name, String key, Deadline deadline) {
        this(client, name, StoredItemSchema.keyedBy(key), deadline, Backoff.within(deadline));
    }

    private TableAccess(
            DynamoDbClient client, String name, StoredItemSchema schema, Deadline deadline, Backoff backoff) {
        this.calls = BoundedDynamoDb.of(client, deadline);
        this.client = DynamoDbEnhancedClient.builder().dynamoDbClient(calls).build();
        this.items = this.client.table(requireNonNull(name, "name"), schema);
        this.backoff = requireNonNull(backoff, "backoff");
    }

    public Batches batches() {
        return new Batches(client, items, backoff);
    }

    public ItemQueries queries() {
        return new ItemQueries(items);
    }

    /** Access to rows that operators edit. */
    public RowTable rows() {
        return new RowTable(this, items);
    }

    /**
     * Runs the work and wraps its failures.
     *
     * @param what a verb phrase for the error message: {@code read the pipelines}
     * @throws StorageException when DynamoDB fails or no time is left
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

    /** Runs work without a result and wraps its failures. */
    public void runInTable(String what, Runnable work) {
        inTable(what, () -> {
            work.run();
            return true;
        });
    }

    /** Returns the item with this key, or empty, with a consistent read. */
    public Optional<StoredItem> get(StoredKey key) {
        return get(key, Consistency.STRONG);
    }

    /** Returns the item with this key, or empty. */
    public Optional<StoredItem> get(StoredKey key, Consistency consistency) {
        return Optional.ofNullable(
                items.getItem(get -> get.key(key.toKey()).consistentRead(consistency == Consistency.STRONG)));
    }

    /** Writes the item and replaces any existing item with the same key. */
    public void put(StoredItem item) {
        items.putItem(item);
    }

    /** Writes the item if the condition holds. Returns false if it does not, and writes nothing. */
    public boolean put(StoredItem item, Expression condition) {
        return conditionally(() -> items.putItem(put -> put.item(item).conditionExpression(condition)));
    }

    /**
     * Writes the item if both conditions hold, this item's and another's, at the same moment. Returns false if one does not, or
     * if another transaction is about to write one of the two; then it writes nothing.
     */
    public boolean put(StoredItem item, Expression condition, StoredKey other, Expression otherCondition) {
        try {
            client.transactWriteItems(write -> write.addPutItem(
                            items,
                            TransactPutItemEnhancedRequest.builder(StoredItem.class)
                                    .item(item)
                                    .conditionExpression(condition)
                                    .build())
                    .addConditionCheck(
                            items,
                            ConditionCheck.builder()
                                    .key(other.toKey())
                                    .conditionExpression(otherCondition)
                                    .build()));
            return true;
        } catch (TransactionCanceledException e) {
            if (e.cancellationReasons().stream().map(CancellationReason::code).allMatch(REFUSALS::contains)) {
                return false;
            }
            throw e;
        }
    }

    /**
     * Sets the item's attributes, removes those named in {@link StoredItem#clearing} and keeps all others, if the
     * condition holds. Returns false if it does not, and writes nothing.
     */
    public boolean update(StoredItem item, Expression condition) {
        return conditionally(() -> items.updateItem(
                update -> update.item(item).conditionExpression(condition).returnValues(ReturnValue.NONE)));
    }

    /**
     * Sets some attributes of the item, removes others and keeps the rest. Creates the item if it does not exist. Unlike
     * {@link #update}, it takes attributes of any name.
     */
    public void change(StoredKey key, Map<String, String> set, Collection<String> remove) {
        Map<String, String> names = new HashMap<>();
        Map<String, AttributeValue> values = new HashMap<>();
        StringJoiner setting = new StringJoiner(", ", "SET ", "").setEmptyValue("");
        StringJoiner removing = new StringJoiner(", ", " REMOVE ", "").setEmptyValue("");
        set.forEach((name, text) -> {
            String id = Integer.toString(names.size());
            names.put("#n" + id, name);
            values.put(":v" + id, AttributeValue.fromS(text));
            setting.add("#n" + id + " = :v" + id);
        });
        remove.forEach(name -> {
            String id = "#n" + names.size();
            names.put(id, name);
            removing.add(id);
        });
        calls.updateItem(UpdateItemRequest.builder()
                .tableName(items.tableName())
                .key(key.toMap())
                .updateExpression(setting.toString() + removing)
                .expressionAttributeNames(names)
                .expressionAttributeValues(values)
                .build());
    }

    private static boolean conditionally(Runnable write) {
        try {
            write.run();
            return true;
        } catch (ConditionalCheckFailedException e) {
            return false;
        }
    }

    /** Deletes the item if the condition holds. */
    public void delete(StoredKey key, Expression condition) {
        conditionally(() -> items.deleteItem(delete -> delete.key(key.toKey()).conditionExpression(condition)));
    }

    /** Deletes the item if it exists. */
    public void delete(StoredKey key) {
        items.deleteItem(key.toKey());
    }
}
