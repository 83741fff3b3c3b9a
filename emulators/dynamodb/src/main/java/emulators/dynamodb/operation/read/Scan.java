package emulators.dynamodb.operation.read;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import emulators.dynamodb.account.Session;
import emulators.dynamodb.expression.Condition;
import emulators.dynamodb.input.InputNumber;
import emulators.dynamodb.input.InputStructure;
import emulators.dynamodb.key.ItemKey;
import emulators.dynamodb.legacy.LegacyParameters;
import emulators.dynamodb.operation.DynamoDbOperation;
import emulators.dynamodb.request.Expressions;
import emulators.dynamodb.table.Table;
import emulators.dynamodb.tree.Span;
import emulators.dynamodb.value.Item;
import emulators.dynamodb.value.ValidationException;
import java.util.List;
import java.util.Optional;

/**
 * Reads a table, or one segment of it, page by page.
 *
 * @see <a href="https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_Scan.html">Scan</a>
 */
public final class Scan implements DynamoDbOperation {

    private static final int MAX_SEGMENTS = 1_000_000;

    private static final LegacyParameters LEGACY = LegacyParameters.none()
            .and("AttributesToGet", "ProjectionExpression")
            .and("ScanFilter", "FilterExpression");

    @Override
    public InputStructure input() {
        return LEGACY.addTo(PageRequest.shape("ScanInput")
                .allows("Limit", InputNumber.between(1, Integer.MAX_VALUE))
                .allows("Segment", InputNumber.between(0, MAX_SEGMENTS - 1))
                .allows("TotalSegments", InputNumber.between(1, MAX_SEGMENTS)));
    }

    @Override
    public ObjectNode answer(ObjectNode given, Session session) {
        ObjectNode request = LEGACY.rewritten(given);
        checkSegments(request);
        Selection.check(request);
        Expressions expressions = Expressions.of(request, List.of("FilterExpression", "ProjectionExpression"));
        Optional<Item> start = StartKey.in(request);
        Optional<Condition> filter = expressions.condition("FilterExpression");
        Selection selection = Selection.of(request, expressions.projection());
        expressions.checkAllUsed();
        Table table = session.table(request.get("TableName").textValue());
        PageRequest.refuseIndex(request);
        PageRequest.checkScalarKeys(table.schema(), filter, selection);
        Page page = Page.read(table.items(span(request, table, start), true), request, filter, session);
        return PageRequest.answer(request, table, page, selection);
    }

    private static void checkSegments(JsonNode request) {
        boolean hasSegment = request.hasNonNull("Segment");
        if (hasSegment != request.hasNonNull("TotalSegments")) {
            throw new ValidationException(
                    hasSegment
                            ? "The TotalSegments parameter is required but was not present in the request when Segment "
                                    + "parameter is present"
                            : "The Segment parameter is required but was not present in the request when parameter "
                                    + "TotalSegments is present");
        }
        if (hasSegment && segment(request) >= segments(request)) {
            throw new ValidationException("The Segment parameter is zero-based and must be less than parameter "
                    + "TotalSegments: Segment: " + segment(request) + " is not less than TotalSegments: "
                    + segments(request));
        }
    }

    private static Span<ItemKey> span(JsonNode request, Table table, Optional<Item> start) {
        int segment = segment(request);
        int segments = segments(request);
        Span<ItemKey> span = key -> Integer.compare(key.segment(segments), segment);
        if (start.isEmpty()) {
            return span;
        }
        ItemKey startKey = StartKey.of(start.get(), table.schema());
        if (span.place(startKey) != 0) {
            throw new ValidationException("The provided starting key is invalid: Invalid ExclusiveStartKey. Please use "
                    + "ExclusiveStartKey with correct Segment. TotalSegments: " + segments + " Segment: " + segment);
        }
        return span.and(StartKey.beyond(startKey, true));
    }

    private static int segment(JsonNode request) {
        return request.path("Segment").asInt(0);
    }

    private static int segments(JsonNode request) {
        return request.path("TotalSegments").asInt(1);
    }
}
