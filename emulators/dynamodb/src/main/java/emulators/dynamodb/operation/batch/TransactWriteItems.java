package emulators.dynamodb.operation.batch;

import com.fasterxml.jackson.databind.node.ObjectNode;
import emulators.dynamodb.account.CommittedTransaction;
import emulators.dynamodb.account.Session;
import emulators.dynamodb.capacity.ConsumedCapacity;
import emulators.dynamodb.capacity.Units;
import emulators.dynamodb.error.Errors;
import emulators.dynamodb.input.InputList;
import emulators.dynamodb.input.InputStructure;
import emulators.dynamodb.input.InputText;
import emulators.dynamodb.operation.DynamoDbOperation;
import emulators.dynamodb.request.Members;
import emulators.wire.protocol.ServiceException;
import emulators.wire.shape.Json;
import java.util.List;
import java.util.Optional;

/**
 * Writes up to 100 items in any tables, or none. Repeating a request with the same token within ten minutes changes nothing.
 *
 * @see <a href="https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactWriteItems.html">TransactWriteItems</a>
 */
public final class TransactWriteItems implements DynamoDbOperation {

    @Override
    public InputStructure input() {
        return InputStructure.of("TransactWriteItemsInput")
                .requires("TransactItems", InputList.between(1, TransactionLimits.MAX_ACTIONS, action()))
                .allows("ClientRequestToken", InputText.ofLength(1, 36))
                .allows("ReturnConsumedCapacity", Members.CONSUMED_CAPACITY)
                .allows("ReturnItemCollectionMetrics", Members.ITEM_COLLECTION_METRICS);
    }

    private static InputStructure action() {
        InputStructure check = Members.ofTable("ConditionCheck")
                .requires("Key", Members.ATTRIBUTES)
                .requires("ConditionExpression", Members.EXPRESSION);
        InputStructure put = Members.ofTable("Put").requires("Item", Members.ATTRIBUTES);
        InputStructure delete = Members.ofTable("Delete").requires("Key", Members.ATTRIBUTES);
        InputStructure update = Members.ofTable("Update")
                .requires("Key", Members.ATTRIBUTES)
                .requires("UpdateExpression", Members.EXPRESSION);
        return InputStructure.of("TransactWriteItem")
                .allows("ConditionCheck", Members.withCondition(check))
                .allows("Put", Members.withCondition(put))
                .allows("Delete", Members.withCondition(delete))
                .allows("Update", Members.withCondition(update));
    }

    @Override
    public ObjectNode answer(ObjectNode request, Session session) {
        List<TransactedWrite> writes = TransactedWrite.all(request.get("TransactItems"), session);
        Optional<String> token = Json.text(request, "ClientRequestToken");
        String digest = RequestDigest.of(request.get("TransactItems"));
        Optional<CommittedTransaction> earlier = token.flatMap(session.state().transactions()::find);
        if (earlier.isPresent()) {
            return repeated(request, earlier.get(), digest, writes);
        }
        TransactedWrite.evaluate(writes, session);
        TransactionLimits.checkSize(
                writes.stream().mapToLong(TransactedWrite::size).sum());
        ConsumedCapacity consumed = ConsumedCapacity.ofTransaction(request, "WriteCapacityUnits");
        for (TransactedWrite write : writes) {
            session.write(write.table(), write.key(), write.after());
            consumed.add(write.table().name(), write.units());
        }
        token.ifPresent(text -> session.remember(new CommittedTransaction(text, digest, session.now())));
        return answer(consumed);
    }

    /** The transaction was already done: nothing changes, and only reads are charged. */
    private static ObjectNode repeated(
            ObjectNode request, CommittedTransaction earlier, String digest, List<TransactedWrite> writes) {
        if (!earlier.digest().equals(digest)) {
            throw new ServiceException(
                    Errors.IDEMPOTENT_PARAMETER_MISMATCH,
                    "The ClientRequestToken was used for another transaction within the last ten minutes.");
        }
        ConsumedCapacity consumed = ConsumedCapacity.ofTransaction(request, "ReadCapacityUnits");
        writes.forEach(write -> consumed.add(write.table().name(), Units.transactionalRead(write.size())));
        return answer(consumed);
    }

    private static ObjectNode answer(ConsumedCapacity consumed) {
        ObjectNode answer = Json.object();
        consumed.showAll(answer);
        return answer;
    }
}
