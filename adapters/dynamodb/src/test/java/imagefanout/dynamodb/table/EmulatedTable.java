package imagefanout.dynamodb.table;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import emulators.dynamodb.DynamoDb;
import emulators.dynamodb.DynamoDbOptions;
import emulators.dynamodb.account.Disturbance;
import emulators.dynamodb.sdk.DynamoDbCalls;
import emulators.dynamodb.sdk.TableCreation;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The catalog's table in its own emulator, as a value: copies are cheap, and tables with equal contents are equal. */
public final class EmulatedTable implements DynamoDbCalls {
    public static final String NAME = "Catalog";

    private final DynamoDb dynamoDb;
    private final int maxWritten;

    private EmulatedTable(DynamoDb dynamoDb, int maxWritten) {
        this.dynamoDb = requireNonNull(dynamoDb, "dynamoDb");
        this.maxWritten = maxWritten;
    }

    /** @param maxWritten the number of items that one batch call writes; the others are returned as unprocessed */
    public static EmulatedTable empty(int maxWritten) {
        EmulatedTable table = new EmulatedTable(DynamoDb.empty(DynamoDbOptions.defaults()), maxWritten);
        table.client().createTable(TableCreation.of(NAME, CatalogTable.PARTITION_KEY, CatalogTable.SORT_KEY));
        return table;
    }

    /** Returns a copy with the same items. */
    public EmulatedTable copy() {
        return new EmulatedTable(dynamoDb.copy(), maxWritten);
    }

    @Override
    public ObjectNode call(String operation, ObjectNode request) {
        // Only batch writes return unprocessed items. Tests that need partial reads simulate them.
        boolean isPartial = operation.equals("BatchWriteItem");
        return call(operation, request, isPartial ? Disturbance.processed(maxWritten) : Disturbance.none());
    }

    ObjectNode call(String operation, ObjectNode request, Disturbance disturbance) {
        return dynamoDb.call(operation, request, disturbance);
    }

    public Map<StoredKey, Map<String, AttributeValue>> items() {
        Map<StoredKey, Map<String, AttributeValue>> items = new HashMap<>();
        client().scanPaginator(scan -> scan.tableName(NAME))
                .items()
                .forEach(item -> items.put(StoredKey.of(item), item));
        return items;
    }

    /** Returns an attribute of one item, or empty. */
    public Optional<AttributeValue> attribute(StoredKey key, String name) {
        return Optional.ofNullable(client().getItem(get -> get.tableName(NAME).key(key.toMap()))
                .item()
                .get(name));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof EmulatedTable table && table.dynamoDb.equals(dynamoDb);
    }

    @Override
    public int hashCode() {
        return dynamoDb.hashCode();
    }
}
