package emulators.imagebuilder.operation;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import emulators.imagebuilder.account.Account;
import emulators.imagebuilder.shape.InvalidValue;
import emulators.imagebuilder.shape.Json;

/** Does what every operation needs done around it: shape, lock, client token, the request's id. */
public final class Dispatcher {

    private final Account account;
    private final Idempotency idempotency = new Idempotency();

    public Dispatcher(Account account) {
        this.account = requireNonNull(account, "account");
    }

    /** The answer of an operation, as its body is to be written. */
    public ObjectNode call(Operation operation, ObjectNode input, String requestId) throws Refusal {
        ObjectNode answer = Json.object();
        if (operation.repeatsRequestId()) {
            answer.put("requestId", requestId);
        }
        try {
            operation.input().check(input);
            answer.setAll(account.exclusively(() -> once(operation, input)));
        } catch (InvalidValue e) {
            throw new Refusal(operation.invalidInput(), e.getMessage());
        }
        return answer;
    }

    private ObjectNode once(Operation operation, ObjectNode input) {
        return idempotency.earlierAnswer(operation, input).orElseGet(() -> {
            ObjectNode answer = operation.answer(input);
            if (operation.input().names().contains("clientToken")) {
                answer.set("clientToken", input.get("clientToken"));
            }
            idempotency.remember(operation, input, answer);
            return answer;
        });
    }
}
