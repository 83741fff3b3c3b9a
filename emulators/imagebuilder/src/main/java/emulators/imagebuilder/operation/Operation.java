package emulators.imagebuilder.operation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import emulators.wire.protocol.ServiceException;

/** One operation of Image Builder's API. Its route and its input are in {@link ApiModel}. */
public interface Operation {

    /** The operation's name in the API: that of its class. */
    default String name() {
        return getClass().getSimpleName();
    }

    /**
     * Carries the operation out and returns its answer. Called with the account's lock, and only with input that fits
     * the model.
     *
     * @throws ServiceException before anything has changed
     */
    ObjectNode answer(ObjectNode input) throws ServiceException;

    /** The error for input that does not fit the model. */
    default ServiceError invalidInput() {
        return ServiceError.INVALID_REQUEST;
    }

    /** Whether the answer has the request's id in its body; nearly all have. */
    default boolean repeatsRequestId() {
        return true;
    }
}
