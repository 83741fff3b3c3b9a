package emulators.dynamodb.operation.item;

import com.fasterxml.jackson.databind.node.ObjectNode;
import emulators.dynamodb.account.Session;
import emulators.dynamodb.expression.Updated;
import emulators.dynamodb.input.InputStructure;
import emulators.dynamodb.legacy.LegacyParameters;
import emulators.dynamodb.operation.DynamoDbOperation;
import emulators.dynamodb.request.Members;
import emulators.dynamodb.value.Item;
import emulators.dynamodb.write.UpdateWrite;
import java.util.Optional;

/**
 * Updates attributes of an item, or creates the item.
 *
 * @see <a href="https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_UpdateItem.html">UpdateItem</a>
 */
public final class UpdateItem implements DynamoDbOperation {

    private static final LegacyParameters LEGACY =
            LegacyParameters.none().and("AttributeUpdates", "UpdateExpression").and("Expected", "ConditionExpression");

    @Override
    public InputStructure input() {
        InputStructure request = Members.ofTable("UpdateItemInput")
                .requires("Key", Members.ATTRIBUTES)
                .allows("UpdateExpression", Members.EXPRESSION);
        return LEGACY.addTo(Members.withReturns(Members.withCondition(request)));
    }

    @Override
    public ObjectNode answer(ObjectNode request, Session session) {
        UpdateWrite update = UpdateWrite.in(LEGACY.rewritten(request));
        SingleWrite written = SingleWrite.execute(update, session);
        return written.answer(request, attributes(ReturnValues.in(request), update, written));
    }

    private static Optional<Item> attributes(ReturnValues values, UpdateWrite update, SingleWrite written) {
        return switch (values) {
            case NONE -> Optional.empty();
            case ALL_OLD -> written.before();
            case ALL_NEW -> written.after();
            case UPDATED_OLD -> update.updated(written.before()).map(Updated::updatedOld);
            case UPDATED_NEW -> update.updated(written.before()).map(Updated::updatedNew);
        };
    }
}
