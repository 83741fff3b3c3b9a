package emulators.imagebuilder.operation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import emulators.wire.protocol.ServiceException;

/** One operation of Image Builder's API. Its route and its input are in {@link ApiModel}. */
public interface Operation {

    /** Returns the operation's name in the API, which is the class name. */
    default String name() {
        return getClass().getSimpleName();
    }

    /**
     * Runs the operation and returns its answer. Called with the account's lock, and only with input that is valid in the model.
     *
     * @throws ServiceException before anything has changed
     */
    ObjectNode answer(ObjectNode input) throws ServiceException;

    /** Returns the error for input that is not valid in the model. */
    default ServiceError invalidInput() {
        return ServiceError.INVALID_REQUEST;
    }

    /** Whether the body of the answer has the request ID. Almost all have it. */
    default boolean repeatsRequestId() {
        return true;
    }
}
