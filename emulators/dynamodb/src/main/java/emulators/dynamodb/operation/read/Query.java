package emulators.dynamodb.operation.read;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import emulators.dynamodb.account.Session;
import emulators.dynamodb.capacity.KeyLimits;
import emulators.dynamodb.expression.Condition;
import emulators.dynamodb.expression.KeyAttributes;
import emulators.dynamodb.expression.KeyCondition;
import emulators.dynamodb.input.InputNumber;
import emulators.dynamodb.input.InputStructure;
import emulators.dynamodb.input.Violations;
import emulators.dynamodb.key.ItemKey;
import emulators.dynamodb.key.KeyAttribute;
import emulators.dynamodb.key.KeySchema;
import emulators.dynamodb.legacy.LegacyParameters;
import emulators.dynamodb.operation.DynamoDbOperation;
import emulators.dynamodb.request.Expressions;
import emulators.dynamodb.request.Members;
import emulators.dynamodb.table.Table;
import emulators.dynamodb.tree.Span;
import emulators.dynamodb.value.Item;
import emulators.dynamodb.value.ValidationException;
import emulators.wire.shape.Json;
import java.util.List;
import java.util.Optional;

/**
 * Reads the items of one partition by ascending or descending sort key, page by page.
 *
 * @see <a href="https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_Query.html">Query</a>
 */
public final class Query implements DynamoDbOperation {

    private static final String KEY_CONDITION = "KeyConditionExpression";
    private static final String FILTER = "FilterExpression";

    private static final LegacyParameters LEGACY = LegacyParameters.none()
            .and("AttributesToGet", "ProjectionExpression")
            .and("QueryFilter", FILTER)
            .and("KeyConditions", KEY_CONDITION);

    @Override
    public InputStructure input() {
        return LEGACY.addTo(PageRequest.shape("QueryInput")
                .allows(KEY_CONDITION, Members.EXPRESSION)
                .allows("ScanIndexForward", Members.FLAG)
                .allows("Limit", InputNumber.any()));
    }

    @Override
    public ObjectNode answer(ObjectNode given, Session session) {
        ObjectNode request = LEGACY.rewritten(given);
        checkLimit(request);
        Selection.check(request);
        String condition = Json.text(request, KEY_CONDITION)
                .orElseThrow(
                        () -> new ValidationException(
                                "Either the KeyConditions or KeyConditionExpression parameter must be specified in the request."));
        Expressions expressions = Expressions.of(request, List.of(KEY_CONDITION, FILTER, "ProjectionExpression"));
        Optional<Item> start = StartKey.in(request);
        Optional<Condition> filter = expressions.condition(FILTER);
        Selection selection = Selection.of(request, expressions.projection());
        Condition.parse(KEY_CONDITION, condition, expressions.placeholders());
        expressions.checkAllUsed();
        Table table = session.table(request.get("TableName").textValue());
        PageRequest.refuseIndex(request);
        PageRequest.checkScalarKeys(table.schema(), filter, selection);
        KeySchema schema = table.schema();
        filter.ifPresent(expression -> checkFilter(expression, schema));
        KeyCondition keys = KeyCondition.parse(condition, expressions.placeholders(), attributes(schema));
        boolean forward = request.path("ScanIndexForward").asBoolean(true);
        Span<ItemKey> span = span(keys, start, schema, forward);
        Page page = Page.read(table.items(span, forward), request, filter, session);
        session.charge(KeyLimits.Kind.READ, table, keys.partitionValue(), PageRequest.units(request, page));
        return PageRequest.answer(request, table, page, selection);
    }

    private static void checkLimit(JsonNode request) {
        if (request.path("Limit").asInt(1) < 1) {
            Violations violations = new Violations();
            violations.addUnshown("Limit", "Member must have value greater than or equal to 1");
            violations.throwIfAny();
        }
    }

    private static void checkFilter(Condition filter, KeySchema schema) {
        for (KeyAttribute attribute : schema.attributes()) {
            if (filter.attributes().contains(attribute.name())) {
                throw new ValidationException("Filter Expression can only contain non-primary key attributes: Primary "
                        + "key attribute: " + attribute.name());
            }
        }
    }

    private static KeyAttributes attributes(KeySchema schema) {
        return new KeyAttributes(attribute(schema.partition()), schema.sort().map(Query::attribute));
    }

    private static KeyAttributes.KeyAttribute attribute(KeyAttribute attribute) {
        return new KeyAttributes.KeyAttribute(attribute.name(), attribute.type());
    }

    private static Span<ItemKey> span(KeyCondition keys, Optional<Item> start, KeySchema schema, boolean forward) {
        Span<ItemKey> span = PartitionSpan.of(keys);
        if (start.isEmpty()) {
            return span;
        }
        ItemKey startKey = StartKey.of(start.get(), schema);
        if (span.place(startKey) != 0) {
            throw new ValidationException(
                    "The provided starting key is outside query boundaries based on provided conditions");
        }
        return span.and(StartKey.beyond(startKey, forward));
    }
}
