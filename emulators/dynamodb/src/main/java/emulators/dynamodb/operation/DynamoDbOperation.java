package emulators.dynamodb.operation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import emulators.dynamodb.account.Session;
import emulators.dynamodb.input.InputStructure;
import emulators.dynamodb.value.ValidationException;
import emulators.wire.protocol.ServiceException;

/** One operation of the API. */
public interface DynamoDbOperation {

    /** Returns the operation's name in the API. */
    default String name() {
        return getClass().getSimpleName();
    }

    /** Returns the shape that requests must have before {@link #answer} is called. */
    InputStructure input();

    /**
     * Checks required members for which the service has special messages. Runs before all other checks.
     *
     * @throws ValidationException if a member is missing
     */
    default void checkPresence(ObjectNode request) {}

    /**
     * Runs the operation. If it throws, its changes in the session are discarded.
     *
     * @throws ValidationException if the request is invalid or does not fit the table
     * @throws ServiceException if the service refuses it for another reason
     */
    ObjectNode answer(ObjectNode request, Session session);
}
