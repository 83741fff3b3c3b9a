package emulators.dynamodb.operation.batch;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import emulators.dynamodb.error.Errors;
import emulators.wire.protocol.ServiceException;
import emulators.wire.shape.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The reasons for canceling a transaction: one for each action, in order.
 *
 * @see <a href="https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_CancellationReason.html">CancellationReason</a>
 */
final class CancellationReasons {

    private static final String NONE = "None";

    private final List<ObjectNode> reasons = new ArrayList<>();

    /** The action succeeded. */
    void addNone() {
        add(NONE);
    }

    /** The action is not valid for its table or item. */
    void addValidationError(String message) {
        add("ValidationError").put("Message", message);
    }

    /**
     * The action's condition does not hold.
     *
     * @param shown the item to return, if the request asks for it
     */
    void addConditionalCheckFailed(ObjectNode shown) {
        add("ConditionalCheckFailed")
                .put("Message", "The conditional request failed")
                .setAll(shown);
    }

    /** The partition key has used up its capacity. */
    void addThrottled(ServiceException refusal) {
        boolean provisioned = refusal.type().equals(Errors.THROUGHPUT_EXCEEDED);
        add(provisioned ? "ProvisionedThroughputExceeded" : "ThrottlingError").put("Message", refusal.getMessage());
    }

    private ObjectNode add(String code) {
        ObjectNode reason = Json.object().put("Code", code);
        reasons.add(reason);
        return reason;
    }

    /** @throws ServiceException unless every action succeeded */
    void throwIfAny() {
        String codes = reasons.stream()
                .map(reason -> reason.get("Code").textValue())
                .collect(Collectors.joining(", ", "[", "]"));
        if (reasons.stream().allMatch(reason -> reason.get("Code").textValue().equals(NONE))) {
            return;
        }
        ObjectNode members = Json.object();
        ArrayNode all = members.putArray("CancellationReasons");
        reasons.forEach(all::add);
        throw new ServiceException(
                Errors.TRANSACTION_CANCELED,
                "Transaction cancelled, please refer cancellation reasons for specific reasons " + codes,
                members);
    }
}
