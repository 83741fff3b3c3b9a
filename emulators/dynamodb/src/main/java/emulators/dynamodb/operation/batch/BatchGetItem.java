package emulators.dynamodb.operation.batch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import emulators.dynamodb.account.Session;
import emulators.dynamodb.capacity.ConsumedCapacity;
import emulators.dynamodb.capacity.KeyLimits;
import emulators.dynamodb.capacity.Units;
import emulators.dynamodb.input.InputList;
import emulators.dynamodb.input.InputMap;
import emulators.dynamodb.input.InputStructure;
import emulators.dynamodb.input.Violations;
import emulators.dynamodb.key.ItemKey;
import emulators.dynamodb.operation.DynamoDbOperation;
import emulators.dynamodb.request.Members;
import emulators.dynamodb.value.AttributeValues;
import emulators.dynamodb.value.Item;
import emulators.dynamodb.value.ValidationException;
import emulators.wire.shape.Json;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads up to 100 items from any tables. Some may stay unprocessed.
 *
 * @see <a href="https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchGetItem.html">BatchGetItem</a>
 */
public final class BatchGetItem implements DynamoDbOperation {

    private static final int MAX_KEYS = 100;
    private static final long MAX_BYTES = 16L * 1024 * 1024;

    /**
     * One key.
     *
     * @param requested the key as in the request, to be returned if unprocessed
     */
    private record KeyRead(TableReads of, JsonNode requested, ItemKey key) {

        Optional<Item> item() {
            return of.table().get(key);
        }
    }

    @Override
    public InputStructure input() {
        InputStructure keysOfTable = InputStructure.of("KeysAndAttributes")
                .requires("Keys", InputList.between(1, Integer.MAX_VALUE, Members.ATTRIBUTES))
                .allows("ConsistentRead", Members.FLAG)
                .allows("ProjectionExpression", Members.EXPRESSION)
                .allows("ExpressionAttributeNames", Members.NAMES);
        return InputStructure.of("BatchGetItemInput")
                .allows("RequestItems", InputMap.any(TableReads.LEGACY.addTo(keysOfTable)))
                .allows("ReturnConsumedCapacity", Members.CONSUMED_CAPACITY);
    }

    @Override
    public ObjectNode answer(ObjectNode request, Session session) {
        JsonNode tables = request.path("RequestItems");
        checkCounts(tables);
        List<KeyRead> reads = reads(tables, session);
        ObjectNode responses = Json.object();
        tables.fieldNames().forEachRemaining(responses::putArray);
        ObjectNode unprocessed = Json.object();
        ConsumedCapacity consumed = ConsumedCapacity.askedBy(request);
        readAll(reads, new BatchProgress(session, KeyLimits.Kind.READ), responses, unprocessed, consumed);
        ObjectNode answer = Json.object();
        answer.set("Responses", responses);
        answer.set("UnprocessedKeys", unprocessed);
        consumed.showAll(answer);
        return answer;
    }

    private static void checkCounts(JsonNode tables) {
        if (tables.isEmpty()) {
            throw new ValidationException("The requestItems parameter is required for BatchGetItem");
        }
        int total = 0;
        for (Map.Entry<String, JsonNode> entry : tables.properties()) {
            int count = entry.getValue().get("Keys").size();
            if (count > MAX_KEYS) {
                Violations violations = new Violations();
                violations.addUnshown(
                        "RequestItems." + entry.getKey() + ".member.Keys",
                        "Member must have length less than or equal to " + MAX_KEYS);
                violations.throwIfAny();
            }
            total += count;
        }
        if (total > MAX_KEYS) {
            throw new ValidationException("Too many items requested for the BatchGetItem call");
        }
    }

    private static List<KeyRead> reads(JsonNode tables, Session session) {
        List<KeyRead> reads = new ArrayList<>();
        Set<TableKey> seen = new HashSet<>();
        for (Map.Entry<String, JsonNode> entry : tables.properties()) {
            TableReads of = TableReads.in(entry.getKey(), (ObjectNode) entry.getValue(), session);
            for (JsonNode requested : entry.getValue().get("Keys")) {
                ItemKey key = of.table().schema().exactKey(AttributeValues.parseItem(requested));
                if (!seen.add(new TableKey(of.table().name(), key))) {
                    throw new ValidationException("Provided list of item keys contains duplicates");
                }
                reads.add(new KeyRead(of, requested, key));
            }
        }
        return reads;
    }

    private static void readAll(
            List<KeyRead> reads,
            BatchProgress progress,
            ObjectNode responses,
            ObjectNode unprocessed,
            ConsumedCapacity consumed) {
        long bytes = 0;
        for (KeyRead read : reads) {
            TableReads of = read.of();
            long size = read.item().map(Item::size).orElse(0L);
            double units = Units.read(size, of.isConsistent());
            if (bytes + size > MAX_BYTES || !progress.admits(of.table(), read.key(), units)) {
                of.addUnprocessed(read.requested(), unprocessed);
                continue;
            }
            bytes += size;
            consumed.add(of.table().name(), units);
            read.item().map(of::shown).map(Item::toJson).ifPresent(((ArrayNode) responses.get(of.name()))::add);
        }
        progress.throwIfNothingDone();
    }
}
