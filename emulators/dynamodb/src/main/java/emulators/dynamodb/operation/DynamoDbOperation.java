package emulators.dynamodb.operation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import emulators.dynamodb.account.Session;
import emulators.dynamodb.input.InputStructure;
import emulators.dynamodb.value.ValidationException;
import emulators.wire.protocol.ServiceException;

/** One operation of the API. */
public interface DynamoDbOperation {

    /** The name by which clients call it. */
    default String name() {
        return getClass().getSimpleName();
    }

    /** What a request must look like before {@link #answer} sees it. */
    InputStructure input();

    /**
     * Checks that members are there whose lack the service reports in words of its own, before everything else.
     *
     * @throws ValidationException if one is missing
     */
    default void checkPresence(ObjectNode request) {}

    /**
     * Does it. When it throws, nothing that it did in the session counts.
     *
     * @throws ValidationException if the request is wrong in itself, or does not fit the table
     * @throws ServiceException if the service refuses it for another reason
     */
    ObjectNode answer(ObjectNode request, Session session);
}
