package emulators.organizations.operation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import emulators.wire.protocol.ServiceException;

/** One operation of the API. */
@FunctionalInterface
public interface OrganizationsOperation {

    /**
     * Runs the operation.
     *
     * @param request has the operation's input shape
     * @param maxEntries a page has no more entries
     * @throws ServiceException if the service would refuse the call; nothing has changed
     */
    ObjectNode answer(ObjectNode request, int maxEntries);
}
