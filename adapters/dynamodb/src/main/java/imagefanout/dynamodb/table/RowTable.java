package imagefanout.dynamodb.table;

import static java.util.Objects.requireNonNull;

import imagefanout.model.ResultPage;
import imagefanout.model.StorageException;
import imagefanout.model.registry.WrittenValue;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import software.amazon.awssdk.enhanced.dynamodb.DynamoDbTable;
import software.amazon.awssdk.enhanced.dynamodb.model.Page;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** A table with a partition key only, edited by operators. Its attributes may have any type. */
public final class RowTable {
    private final TableAccess table;
    private final DynamoDbTable<StoredItem> items;
    private final String key;

    RowTable(TableAccess table, DynamoDbTable<StoredItem> items) {
        this.table = requireNonNull(table, "table");
        this.items = requireNonNull(items, "items");
        this.key = items.tableSchema().tableMetadata().primaryPartitionKey();
    }

    /**
     * Returns a page of rows after the returned key, with a consistent read.
     *
     * @param what a verb phrase for the error message
     * @throws StorageException when the number of rows differs from the page's counts
     */
    public <T> ResultPage<T, String> rows(
            String what, Optional<String> after, Function<Map<String, WrittenValue>, T> parse) {
        return table.inTable(what, () -> rows(after, parse));
    }

    private <T> ResultPage<T, String> rows(Optional<String> after, Function<Map<String, WrittenValue>, T> parse) {
        Page<StoredItem> page = items.scan(scan -> scan.consistentRead(true)
                        .exclusiveStartKey(after.map(last -> Map.of(key, AttributeValue.fromS(last)))
                                .orElse(null)))
                .iterator()
                .next();
        int returned = page.items().size();
        if (page.count() != returned || page.scannedCount() != returned) {
            throw new StorageException("table " + items.tableName() + " gave " + returned + " rows of the "
                    + page.scannedCount() + " that it read");
        }
        List<T> rows = page.items().stream().map(RowTable::written).map(parse).toList();
        Optional<String> next = Optional.ofNullable(page.lastEvaluatedKey())
                .map(last -> last.get(key).s());
        return new ResultPage<>(rows, next);
    }

    /** Returns the row as stored, or empty if it does not exist. */
    public Optional<StoredItem> stored(String name) {
        return Optional.ofNullable(
                items.getItem(get -> get.key(row -> row.partitionValue(name)).consistentRead(true)));
    }

    public static Map<String, WrittenValue> written(StoredItem row) {
        Map<String, WrittenValue> written = new HashMap<>();
        row.attributes().forEach((attribute, value) -> written.put(attribute, written(value)));
        return written;
    }

    private static WrittenValue written(AttributeValue value) {
        return switch (value.type()) {
            case S -> new WrittenValue.Text(value.s());
            case SS -> new WrittenValue.Texts(value.ss());
            case L ->
                value.l().stream().allMatch(RowTable::isText)
                        ? new WrittenValue.Texts(
                                value.l().stream().map(AttributeValue::s).toList())
                        : new WrittenValue.Other("a list of other values than strings");
            case M ->
                value.m().values().stream().allMatch(RowTable::isText)
                        ? new WrittenValue.Pairs(StoredItem.pairs(value))
                        : new WrittenValue.Other("a map of other values than strings");
            case N -> new WrittenValue.Numeral(value.n());
            case NS -> new WrittenValue.Other("a set of numbers");
            case BOOL -> new WrittenValue.Other("true or false");
            case NUL -> new WrittenValue.Other("null");
            case B, BS -> new WrittenValue.Other("binary");
            case UNKNOWN_TO_SDK_VERSION -> new WrittenValue.Other("of an unknown type");
        };
    }

    private static boolean isText(AttributeValue value) {
        return value.type() == AttributeValue.Type.S;
    }

    /** Converts a row to the attributes that this project stores. */
    public static Map<String, AttributeValue> stored(Map<String, WrittenValue> written) {
        Map<String, AttributeValue> item = new HashMap<>();
        written.forEach((attribute, value) -> item.put(attribute, stored(value)));
        return item;
    }

    private static AttributeValue stored(WrittenValue value) {
        if (value instanceof WrittenValue.Text text) {
            return AttributeValue.fromS(text.text());
        }
        if (value instanceof WrittenValue.Texts texts) {
            // A DynamoDB set cannot be empty.
            return texts.texts().isEmpty() ? AttributeValue.fromL(List.of()) : AttributeValue.fromSs(texts.texts());
        }
        if (value instanceof WrittenValue.Pairs pairs) {
            return StoredItem.map(pairs.pairs());
        }
        throw new IllegalArgumentException("the fleet never writes " + value.description());
    }
}
