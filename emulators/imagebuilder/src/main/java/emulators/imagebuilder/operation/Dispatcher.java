package emulators.imagebuilder.operation;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import emulators.imagebuilder.account.Account;
import emulators.wire.protocol.ErrorType;
import emulators.wire.protocol.ServiceException;
import emulators.wire.shape.InvalidValueException;
import emulators.wire.shape.Json;
import java.util.Set;

/** Handles the common parts of all operations: input checks, the lock, client tokens, and request IDs. */
public final class Dispatcher {

    /** The operations with ResourceNotFoundException in the API model. */
    private static final Set<String> MODEL_NOT_FOUND = Set.of(
            "ListImagePipelineImages",
            "ListTagsForResource",
            "StartImagePipelineExecution",
            "TagResource",
            "UntagResource");

    private final Account account;
    private final boolean modelErrorsOnly;
    private final Idempotency idempotency = new Idempotency();

    /**
     * @param modelErrorsOnly whether an error that the API model does not list for the operation becomes InvalidRequestException
     */
    public Dispatcher(Account account, boolean modelErrorsOnly) {
        this.account = requireNonNull(account, "account");
        this.modelErrorsOnly = modelErrorsOnly;
    }

    /** Runs the operation and returns the body of its answer. */
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
        } catch (ServiceException e) {
            throw modelErrorsOnly && !isInModel(operation, e.type())
                    ? ServiceError.INVALID_REQUEST.exception(e.getMessage())
                    : e;
        }
        return answer;
    }

    private static boolean isInModel(Operation operation, ErrorType error) {
        return error.equals(ServiceError.RESOURCE_NOT_FOUND.type())
                ? MODEL_NOT_FOUND.contains(operation.name())
                : !error.equals(ServiceError.INVALID_PARAMETER_VALUE.type());
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
