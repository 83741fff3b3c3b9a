package emulators.dynamodb.operation.batch;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import emulators.dynamodb.account.Session;
import emulators.dynamodb.capacity.ConsumedCapacity;
import emulators.dynamodb.capacity.KeyLimits;
import emulators.dynamodb.capacity.Units;
import emulators.dynamodb.expression.Projection;
import emulators.dynamodb.input.InputList;
import emulators.dynamodb.input.InputStructure;
import emulators.dynamodb.key.ItemKey;
import emulators.dynamodb.operation.DynamoDbOperation;
import emulators.dynamodb.request.Expressions;
import emulators.dynamodb.request.Members;
import emulators.dynamodb.table.Table;
import emulators.dynamodb.value.AttributeValues;
import emulators.dynamodb.value.Item;
import emulators.dynamodb.value.ValidationException;
import emulators.wire.protocol.ServiceException;
import emulators.wire.shape.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads up to 100 items from any tables in one consistent snapshot, or fails as a whole.
 *
 * @see <a href="https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactGetItems.html">TransactGetItems</a>
 */
public final class TransactGetItems implements DynamoDbOperation {

    /** One item to read: its table, its key, and the projection. */
    private record Get(String tableName, Item key, Optional<Projection> projection) {

        Get {
            requireNonNull(tableName, "tableName");
            requireNonNull(key, "key");
            requireNonNull(projection, "projection");
        }

        static Get in(JsonNode request) {
            Expressions expressions = Expressions.of(request, List.of("ProjectionExpression"));
            Item key = AttributeValues.parseItem(request.get("Key"));
            Optional<Projection> projection = expressions.projection();
            expressions.checkAllUsed();
            return new Get(request.get("TableName").textValue(), key, projection);
        }

        Item shown(Item item) {
            return projection.map(expression -> expression.apply(item)).orElse(item);
        }
    }

    @Override
    public InputStructure input() {
        InputStructure get = Members.ofTable("Get")
                .requires("Key", Members.ATTRIBUTES)
                .allows("ProjectionExpression", Members.EXPRESSION)
                .allows("ExpressionAttributeNames", Members.NAMES);
        InputStructure action = InputStructure.of("TransactGetItem").requires("Get", get);
        return InputStructure.of("TransactGetItemsInput")
                .requires("TransactItems", InputList.between(1, TransactionLimits.MAX_ACTIONS, action))
                .allows("ReturnConsumedCapacity", Members.CONSUMED_CAPACITY);
    }

    @Override
    public ObjectNode answer(ObjectNode request, Session session) {
        List<Get> gets = new ArrayList<>();
        request.get("TransactItems").forEach(action -> gets.add(Get.in(action.get("Get"))));
        List<Table> tables =
                gets.stream().map(get -> session.table(get.tableName())).toList();
        List<TableKey> keys = keys(gets, tables);
        TransactionLimits.checkOnceEach(keys);
        List<Optional<Item>> items = new ArrayList<>();
        for (int i = 0; i < gets.size(); i++) {
            items.add(tables.get(i).get(keys.get(i).key()));
        }
        TransactionLimits.checkSize(items.stream()
                .mapToLong(item -> item.map(Item::size).orElse(0L))
                .sum());
        ConsumedCapacity consumed = ConsumedCapacity.ofTransaction(request, "ReadCapacityUnits");
        charge(tables, keys, items, session, consumed);
        return answer(gets, items, consumed);
    }

    private static List<TableKey> keys(List<Get> gets, List<Table> tables) {
        CancellationReasons reasons = new CancellationReasons();
        List<TableKey> keys = new ArrayList<>();
        for (int i = 0; i < gets.size(); i++) {
            try {
                ItemKey key = tables.get(i).schema().exactKey(gets.get(i).key());
                keys.add(new TableKey(tables.get(i).name(), key));
                reasons.addNone();
            } catch (ValidationException e) {
                reasons.addValidationError(e.getMessage());
            }
        }
        reasons.throwIfAny();
        return keys;
    }

    private static void charge(
            List<Table> tables,
            List<TableKey> keys,
            List<Optional<Item>> items,
            Session session,
            ConsumedCapacity consumed) {
        CancellationReasons reasons = new CancellationReasons();
        for (int i = 0; i < keys.size(); i++) {
            double units = Units.transactionalRead(items.get(i).map(Item::size).orElse(0L));
            try {
                session.charge(
                        KeyLimits.Kind.READ, tables.get(i), keys.get(i).key().partition(), units);
                reasons.addNone();
            } catch (ServiceException e) {
                reasons.addThrottled(e);
            }
            consumed.add(keys.get(i).table(), units);
        }
        reasons.throwIfAny();
    }

    private static ObjectNode answer(List<Get> gets, List<Optional<Item>> items, ConsumedCapacity consumed) {
        ObjectNode answer = Json.object();
        ArrayNode responses = answer.putArray("Responses");
        for (int i = 0; i < gets.size(); i++) {
            ObjectNode response = responses.addObject();
            items.get(i).map(gets.get(i)::shown).ifPresent(item -> response.set("Item", item.toJson()));
        }
        consumed.showAll(answer);
        return answer;
    }
}
