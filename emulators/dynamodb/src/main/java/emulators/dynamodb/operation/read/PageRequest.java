package emulators.dynamodb.operation.read;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import emulators.dynamodb.capacity.ConsumedCapacity;
import emulators.dynamodb.capacity.Units;
import emulators.dynamodb.expression.Condition;
import emulators.dynamodb.expression.Projection;
import emulators.dynamodb.input.InputStructure;
import emulators.dynamodb.input.InputText;
import emulators.dynamodb.key.KeyAttribute;
import emulators.dynamodb.key.KeySchema;
import emulators.dynamodb.request.Members;
import emulators.dynamodb.table.Table;
import emulators.dynamodb.value.Item;
import emulators.dynamodb.value.ValidationException;
import emulators.wire.shape.Json;
import java.util.Optional;
import java.util.Set;

/** The members and answers that Query and Scan share. */
final class PageRequest {

    private PageRequest() {}

    static InputStructure shape(String type) {
        return Members.withExpressions(Members.ofTable(type))
                .allows("IndexName", InputText.ofLength(3, 255).matching("[a-zA-Z0-9_.-]+"))
                .allows("Select", Members.SELECT)
                .allows("ExclusiveStartKey", Members.ATTRIBUTES)
                .allows("ConsistentRead", Members.FLAG)
                .allows("FilterExpression", Members.EXPRESSION)
                .allows("ProjectionExpression", Members.EXPRESSION)
                .allows("ReturnConsumedCapacity", Members.CONSUMED_CAPACITY);
    }

    /** @throws ValidationException if the request names a secondary index, which the emulator does not support */
    static void refuseIndex(JsonNode request) {
        if (request.hasNonNull("IndexName")) {
            throw new ValidationException("The table does not have the specified index: "
                    + request.get("IndexName").textValue());
        }
    }

    /** @throws ValidationException if an expression uses a key attribute as a list or a map */
    static void checkScalarKeys(KeySchema schema, Optional<Condition> filter, Selection selection) {
        for (KeyAttribute attribute : schema.attributes()) {
            boolean nested =
                    filter.map(Condition::nestedAttributes).orElse(Set.of()).contains(attribute.name())
                            || selection
                                    .projection()
                                    .map(Projection::nestedAttributes)
                                    .orElse(Set.of())
                                    .contains(attribute.name());
            if (nested) {
                throw new ValidationException("Key attributes must be scalars; list random access '[]' and map lookup "
                        + "'.' are not allowed: Key: " + attribute.name());
            }
        }
    }

    /** Returns the units that reading the page consumes. */
    static double units(JsonNode request, Page page) {
        return Units.read(page.bytes(), request.path("ConsistentRead").asBoolean());
    }

    static ObjectNode answer(ObjectNode request, Table table, Page page, Selection selection) {
        ObjectNode answer = Json.object();
        selection.show(page, answer);
        page.last().ifPresent(item -> answer.set("LastEvaluatedKey", key(item, table.schema())));
        ConsumedCapacity consumed = ConsumedCapacity.askedBy(request);
        consumed.add(table.name(), units(request, page));
        consumed.showOne(answer);
        return answer;
    }

    private static ObjectNode key(Item item, KeySchema schema) {
        return schema.toItem(schema.keyOf(item)).toJson();
    }
}
