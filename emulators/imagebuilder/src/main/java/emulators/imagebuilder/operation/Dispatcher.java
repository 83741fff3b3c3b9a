package emulators.imagebuilder.operation;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import emulators.imagebuilder.account.Account;
import emulators.wire.protocol.ServiceException;
import emulators.wire.shape.InvalidValueException;
import emulators.wire.shape.Json;

/** Does what all operations have in common: checks the input, takes the lock, handles client token and request id. */
public final class Dispatcher {

    private final Account account;
    private final Idempotency idempotency = new Idempotency();

    public Dispatcher(Account account) {
        this.account = requireNonNull(account, "account");
    }

    /** Carries the operation out and returns the body of its answer. */
    public ObjectNode call(Operation operation, ObjectNode input, String requestId) throws ServiceException {
        ObjectNode answer = Json.object();
        if (operation.repeatsRequestId()) {
            answer.put("requestId", requestId);
        }
        try {
            ApiModel.input(operation.name()).check(input);
            answer.setAll(account.withLock(() -> once(operation, input)));
        } catch (InvalidValueException e) {
            throw operation.invalidInput().exception(e.getMessage());
        }
        return answer;
    }

    private ObjectNode once(Operation operation, ObjectNode input) {
        return idempotency.earlierAnswer(operation, input).orElseGet(() -> {
            ObjectNode answer = operation.answer(input);
            if (ApiModel.input(operation.name()).names().contains("clientToken")) {
                answer.set("clientToken", input.get("clientToken"));
            }
            idempotency.remember(operation, input, answer);
            return answer;
        });
    }
}
