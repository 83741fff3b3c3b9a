package emulators.dynamodb.request;

import emulators.dynamodb.input.Flag;
import emulators.dynamodb.input.MapOf;
import emulators.dynamodb.input.Shape;
import emulators.dynamodb.input.Structure;
import emulators.dynamodb.input.Text;
import emulators.dynamodb.input.Unread;

/** The shapes of members that several requests have. */
public final class Members {

    public static final Shape TABLE_NAME = new TableName();
    public static final Shape NEW_TABLE_NAME = Text.ofLength(3, 255).matching(TableName.PATTERN);
    public static final Shape ATTRIBUTE_NAME = Text.ofLength(1, 255);
    public static final Shape FLAG = new Flag();
    public static final Shape EXPRESSION = Text.any();
    /** An item, a key, or the values of an expression. */
    public static final Shape ATTRIBUTES = MapOf.any(new Unread());

    public static final Shape NAMES = MapOf.any(Text.any());
    public static final Shape CONSUMED_CAPACITY = Text.oneOf("INDEXES", "TOTAL", "NONE");
    public static final Shape ITEM_COLLECTION_METRICS = Text.oneOf("SIZE", "NONE");
    public static final Shape RETURN_VALUES = Text.oneOf("ALL_NEW", "UPDATED_OLD", "ALL_OLD", "NONE", "UPDATED_NEW");
    public static final Shape ON_CONDITION_CHECK_FAILURE = Text.oneOf("ALL_OLD", "NONE");
    public static final Shape SELECT =
            Text.oneOf("SPECIFIC_ATTRIBUTES", "COUNT", "ALL_ATTRIBUTES", "ALL_PROJECTED_ATTRIBUTES");

    private Members() {}

    /** A request about one table. */
    public static Structure ofTable(String type) {
        return Structure.of(type).begins("TableName", TABLE_NAME);
    }

    /** With the members of a condition. */
    public static Structure withCondition(Structure request) {
        return withExpressions(request)
                .allows("ConditionExpression", EXPRESSION)
                .allows("ReturnValuesOnConditionCheckFailure", ON_CONDITION_CHECK_FAILURE);
    }

    /** With names and values of expressions. */
    public static Structure withExpressions(Structure request) {
        return request.allows("ExpressionAttributeNames", NAMES).allows("ExpressionAttributeValues", ATTRIBUTES);
    }

    /** With the members by which a write of one item asks for more in its answer. */
    public static Structure withReturns(Structure request) {
        return request.allows("ReturnValues", RETURN_VALUES)
                .allows("ReturnConsumedCapacity", CONSUMED_CAPACITY)
                .allows("ReturnItemCollectionMetrics", ITEM_COLLECTION_METRICS);
    }
}
