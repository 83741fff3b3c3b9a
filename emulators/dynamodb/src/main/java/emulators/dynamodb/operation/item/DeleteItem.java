package emulators.dynamodb.operation.item;

import com.fasterxml.jackson.databind.node.ObjectNode;
import emulators.dynamodb.account.Session;
import emulators.dynamodb.input.InputStructure;
import emulators.dynamodb.legacy.LegacyParameters;
import emulators.dynamodb.operation.DynamoDbOperation;
import emulators.dynamodb.request.Members;
import emulators.dynamodb.write.Delete;

/**
 * Deletes an item if it exists.
 *
 * @see <a href="https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_DeleteItem.html">DeleteItem</a>
 */
public final class DeleteItem implements DynamoDbOperation {

    private static final LegacyParameters LEGACY = LegacyParameters.none().and("Expected", "ConditionExpression");

    @Override
    public InputStructure input() {
        InputStructure request = Members.ofTable("DeleteItemInput").requires("Key", Members.ATTRIBUTES);
        return LEGACY.addTo(Members.withReturns(Members.withCondition(request)));
    }

    @Override
    public ObjectNode answer(ObjectNode request, Session session) {
        ReturnValues values = ReturnValues.noneOrAllOld(request);
        SingleWrite written = SingleWrite.execute(Delete.in(LEGACY.rewritten(request)), session);
        return written.answer(request, written.before().filter(item -> values == ReturnValues.ALL_OLD));
    }
}
