package emulators.dynamodb.operation.item;

import com.fasterxml.jackson.databind.node.ObjectNode;
import emulators.dynamodb.account.Session;
import emulators.dynamodb.capacity.ConsumedCapacity;
import emulators.dynamodb.capacity.KeyLimits;
import emulators.dynamodb.capacity.Units;
import emulators.dynamodb.expression.Projection;
import emulators.dynamodb.input.InputStructure;
import emulators.dynamodb.key.ItemKey;
import emulators.dynamodb.legacy.LegacyParameters;
import emulators.dynamodb.operation.DynamoDbOperation;
import emulators.dynamodb.request.Expressions;
import emulators.dynamodb.request.Members;
import emulators.dynamodb.table.Table;
import emulators.dynamodb.value.AttributeValues;
import emulators.dynamodb.value.Item;
import emulators.wire.shape.Json;
import java.util.List;
import java.util.Optional;

/**
 * Reads one item.
 *
 * @see <a href="https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_GetItem.html">GetItem</a>
 */
public final class GetItem implements DynamoDbOperation {

    private static final LegacyParameters LEGACY =
            LegacyParameters.none().and("AttributesToGet", "ProjectionExpression");

    @Override
    public InputStructure input() {
        return LEGACY.addTo(Members.ofTable("GetItemInput")
                .requires("Key", Members.ATTRIBUTES)
                .allows("ConsistentRead", Members.FLAG)
                .allows("ProjectionExpression", Members.EXPRESSION)
                .allows("ExpressionAttributeNames", Members.NAMES)
                .allows("ReturnConsumedCapacity", Members.CONSUMED_CAPACITY));
    }

    @Override
    public ObjectNode answer(ObjectNode request, Session session) {
        Expressions expressions = Expressions.of(LEGACY.rewritten(request), List.of("ProjectionExpression"));
        Item keyItem = AttributeValues.parseItem(request.get("Key"));
        Optional<Projection> projection = expressions.projection();
        expressions.checkAllUsed();
        Table table = session.table(request.get("TableName").textValue());
        ItemKey key = table.schema().exactKey(keyItem);
        Optional<Item> item = table.get(key);
        double units = Units.read(
                item.map(Item::size).orElse(0L), request.path("ConsistentRead").asBoolean());
        session.charge(KeyLimits.Kind.READ, table, key.partition(), units);

        ObjectNode answer = Json.object();
        item.map(found -> projection.map(expression -> expression.apply(found)).orElse(found))
                .ifPresent(found -> answer.set("Item", found.toJson()));
        ConsumedCapacity consumed = ConsumedCapacity.askedBy(request);
        consumed.add(table.name(), units);
        consumed.showOne(answer);
        return answer;
    }
}
