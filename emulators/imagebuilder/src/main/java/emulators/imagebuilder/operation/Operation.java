package emulators.imagebuilder.operation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import emulators.imagebuilder.shape.Structure;

/** One operation of Image Builder's API. */
public interface Operation {

    Route route();

    /** What a request must look like before {@link #answer} sees it. */
    Structure input();

    /**
     * Does it and says what the client is told. Called with the account's lock, and only with input in the right shape;
     * refuses before it changes anything.
     */
    ObjectNode answer(ObjectNode input) throws Refusal;

    default String name() {
        return route().operation();
    }

    /** The error for input outside its shape. */
    default ServiceError invalidInput() {
        return ServiceError.INVALID_REQUEST;
    }

    /** Whether the answer repeats the request's id in its body; nearly all do. */
    default boolean repeatsRequestId() {
        return true;
    }
}
