package imagefanout.dynamodb.table;

import static java.util.Objects.requireNonNull;

import emulators.dynamodb.DynamoDb;
import emulators.dynamodb.DynamoDbOptions;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbRequest;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbResponse;

/** The catalog's table in an emulator of its own, as a value: copies cost nothing, and equal contents are equal. */
public final class EmulatedTable implements Wire {
    public static final String NAME = "Catalog";

    private final DynamoDb dynamoDb;
    private final int maxWritten;

    private EmulatedTable(DynamoDb dynamoDb, int maxWritten) {
        this.dynamoDb = requireNonNull(dynamoDb, "dynamoDb");
        this.maxWritten = maxWritten;
    }

    /** @param maxWritten how many items of a batch are written by one call; the others come back unprocessed */
    public static EmulatedTable empty(int maxWritten) {
        EmulatedTable table = new EmulatedTable(DynamoDb.empty(DynamoDbOptions.defaults()), maxWritten);
        EmulatorHttpClient.during(
                table.dynamoDb, maxWritten, client -> client.createTable(CatalogTable.creation(NAME)));
        return table;
    }

    /** Another one with the same items. */
    public EmulatedTable copy() {
        return new EmulatedTable(dynamoDb.copy(), maxWritten);
    }

    @Override
    public DynamoDbResponse call(DynamoDbRequest request) {
        DynamoDbResponse response = EmulatorHttpClient.during(
                dynamoDb, maxWritten, client -> Wire.to(client).call(request));
        // Two answers of the same contents are equal.
        return (DynamoDbResponse) ((DynamoDbResponse.Builder) response.toBuilder())
                .responseMetadata(null)
                .sdkHttpResponse(null)
                .build();
    }

    public Map<StoredKey, Map<String, AttributeValue>> items() {
        return EmulatorHttpClient.during(dynamoDb, maxWritten, client -> {
            Map<StoredKey, Map<String, AttributeValue>> items = new HashMap<>();
            client.scanPaginator(scan -> scan.tableName(NAME))
                    .items()
                    .forEach(item -> items.put(StoredKey.of(item), item));
            return items;
        });
    }

    /** An attribute of one item. */
    public Optional<AttributeValue> attribute(StoredKey key, String name) {
        return EmulatorHttpClient.during(
                dynamoDb,
                maxWritten,
                client -> Optional.ofNullable(
                        client.getItem(get -> get.tableName(NAME).key(key.toMap()))
                                .item()
                                .get(name)));
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
