package emulators.dynamodb.request;

import emulators.dynamodb.input.InputFlag;
import emulators.dynamodb.input.InputMap;
import emulators.dynamodb.input.InputShape;
import emulators.dynamodb.input.InputStructure;
import emulators.dynamodb.input.InputText;
import emulators.dynamodb.input.Unread;

/** The shapes of members that several requests share. */
public final class Members {

    public static final InputShape TABLE_NAME = new TableName();
    public static final InputShape NEW_TABLE_NAME = InputText.ofLength(3, 255).matching(TableName.PATTERN);
    public static final InputShape ATTRIBUTE_NAME = InputText.ofLength(1, 255);
    public static final InputShape FLAG = new InputFlag();
    public static final InputShape EXPRESSION = InputText.any();
    /** An item, a key, or the values of an expression. */
    public static final InputShape ATTRIBUTES = InputMap.any(new Unread());

    public static final InputShape NAMES = InputMap.any(InputText.any());
    public static final InputShape CONSUMED_CAPACITY = InputText.oneOf("INDEXES", "TOTAL", "NONE");
    public static final InputShape ITEM_COLLECTION_METRICS = InputText.oneOf("SIZE", "NONE");
    public static final InputShape RETURN_VALUES =
            InputText.oneOf("ALL_NEW", "UPDATED_OLD", "ALL_OLD", "NONE", "UPDATED_NEW");
    public static final InputShape ON_CONDITION_CHECK_FAILURE = InputText.oneOf("ALL_OLD", "NONE");
    public static final InputShape SELECT =
            InputText.oneOf("SPECIFIC_ATTRIBUTES", "COUNT", "ALL_ATTRIBUTES", "ALL_PROJECTED_ATTRIBUTES");

    private Members() {}

    /** Returns the shape of a request about one table. */
    public static InputStructure ofTable(String type) {
        return InputStructure.of(type).begins("TableName", TABLE_NAME);
    }

    /** Adds the members of a condition. */
    public static InputStructure withCondition(InputStructure request) {
        return withExpressions(request)
                .allows("ConditionExpression", EXPRESSION)
                .allows("ReturnValuesOnConditionCheckFailure", ON_CONDITION_CHECK_FAILURE);
    }

    /** Adds expression attribute names and values. */
    public static InputStructure withExpressions(InputStructure request) {
        return request.allows("ExpressionAttributeNames", NAMES).allows("ExpressionAttributeValues", ATTRIBUTES);
    }

    /** Adds the members that request more data in the answer of a single-item write. */
    public static InputStructure withReturns(InputStructure request) {
        return request.allows("ReturnValues", RETURN_VALUES)
                .allows("ReturnConsumedCapacity", CONSUMED_CAPACITY)
                .allows("ReturnItemCollectionMetrics", ITEM_COLLECTION_METRICS);
    }
}
