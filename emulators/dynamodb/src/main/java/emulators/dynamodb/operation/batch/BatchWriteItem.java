package emulators.dynamodb.operation.batch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import emulators.dynamodb.account.Session;
import emulators.dynamodb.capacity.ConsumedCapacity;
import emulators.dynamodb.capacity.KeyLimits;
import emulators.dynamodb.capacity.Units;
import emulators.dynamodb.input.InputStructure;
import emulators.dynamodb.key.ItemKey;
import emulators.dynamodb.operation.DynamoDbOperation;
import emulators.dynamodb.request.Members;
import emulators.dynamodb.table.Table;
import emulators.dynamodb.value.AttributeValues;
import emulators.dynamodb.value.Item;
import emulators.dynamodb.value.ValidationException;
import emulators.dynamodb.write.ItemSize;
import emulators.wire.shape.Json;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Puts and deletes up to 25 items in any tables. The writes are independent, and some may stay unprocessed.
 *
 * @see <a href="https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchWriteItem.html">BatchWriteItem</a>
 */
public final class BatchWriteItem implements DynamoDbOperation {

    private static final long MAX_BYTES = 16L * 1024 * 1024;

    /**
     * One write.
     *
     * @param requested the write as in the request, to be returned if unprocessed
     */
    private record BatchedWrite(String tableName, Table table, JsonNode requested, ItemKey key, Optional<Item> after) {

        long size() {
            return after.map(Item::size).orElse(0L);
        }
    }

    @Override
    public InputStructure input() {
        return InputStructure.of("BatchWriteItemInput")
                .allows("RequestItems", new WritesByTable())
                .allows("ReturnConsumedCapacity", Members.CONSUMED_CAPACITY)
                .allows("ReturnItemCollectionMetrics", Members.ITEM_COLLECTION_METRICS);
    }

    @Override
    public ObjectNode answer(ObjectNode request, Session session) {
        JsonNode tables = request.path("RequestItems");
        checkCounts(tables);
        List<BatchedWrite> writes = writes(tables, session);
        ObjectNode unprocessed = Json.object();
        ConsumedCapacity consumed = ConsumedCapacity.askedBy(request);
        writeAll(writes, session, unprocessed, consumed);
        ObjectNode answer = Json.object();
        answer.set("UnprocessedItems", unprocessed);
        consumed.showAll(answer);
        return answer;
    }

    private static void checkCounts(JsonNode tables) {
        if (tables.isEmpty()) {
            throw new ValidationException("The requestItems parameter is required for BatchWriteItem");
        }
        int total = 0;
        for (JsonNode writes : tables) {
            total += writes.size();
        }
        if (total > WritesByTable.MAX_WRITES) {
            throw new ValidationException("Too many items requested for the BatchWriteItem call");
        }
    }

    private static List<BatchedWrite> writes(JsonNode tables, Session session) {
        List<BatchedWrite> writes = new ArrayList<>();
        Set<TableKey> seen = new HashSet<>();
        long bytes = 0;
        for (Map.Entry<String, JsonNode> entry : tables.properties()) {
            for (JsonNode requested : entry.getValue()) {
                BatchedWrite write = write(entry.getKey(), requested, session);
                if (!seen.add(new TableKey(write.table().name(), write.key()))) {
                    throw new ValidationException("Provided list of item keys contains duplicates");
                }
                writes.add(write);
                bytes += write.size();
            }
        }
        if (bytes > MAX_BYTES) {
            throw new ValidationException(
                    "The items of the batch have " + bytes + " bytes: expected at most " + MAX_BYTES);
        }
        return writes;
    }

    private static BatchedWrite write(String tableName, JsonNode requested, Session session) {
        if (requested.hasNonNull("PutRequest") == requested.hasNonNull("DeleteRequest")) {
            throw new ValidationException(
                    "Supplied WriteRequest must contain exactly one of PutRequest or DeleteRequest");
        }
        if (requested.hasNonNull("PutRequest")) {
            Item item = ItemSize.checkPut(
                    AttributeValues.parseItem(requested.get("PutRequest").get("Item")));
            Table table = session.table(tableName);
            return new BatchedWrite(tableName, table, requested, table.schema().keyOf(item), Optional.of(item));
        }
        Item key = AttributeValues.parseItem(requested.get("DeleteRequest").get("Key"));
        Table table = session.table(tableName);
        return new BatchedWrite(tableName, table, requested, table.schema().exactKey(key), Optional.empty());
    }

    private static void writeAll(
            List<BatchedWrite> writes, Session session, ObjectNode unprocessed, ConsumedCapacity consumed) {
        BatchProgress progress = new BatchProgress(session, KeyLimits.Kind.WRITE);
        for (BatchedWrite write : writes) {
            long before = write.table().get(write.key()).map(Item::size).orElse(0L);
            double units = Units.write(Math.max(before, write.size()));
            if (progress.admits(write.table(), write.key(), units)) {
                session.write(write.table(), write.key(), write.after());
                consumed.add(write.table().name(), units);
            } else {
                ArrayNode again = unprocessed.withArrayProperty(write.tableName());
                again.add(write.requested());
            }
        }
        progress.throwIfNothingDone();
    }
}
