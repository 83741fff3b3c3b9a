package emulators.wire;

import com.fasterxml.jackson.databind.JsonNode;
import emulators.wire.protocol.Protocol;
import emulators.wire.protocol.ServiceException;
import emulators.wire.protocol.WireRequest;
import emulators.wire.shape.InvalidValueException;

/** A service as the wire layer sees it. Its methods are called from many threads at once. */
public interface EmulatedService {

    Protocol protocol();

    /**
     * The name of the operation that a request asks for.
     *
     * @throws ServiceException when the service has no such operation
     */
    String operation(WireRequest request) throws ServiceException;

    /**
     * Carries out the operation that {@link #operation} named.
     *
     * @return the body of the answer, which must not change any more
     * @throws InvalidValueException when the request cannot be read; the client gets {@link Protocol#malformedRequest}
     */
    JsonNode call(String operation, WireRequest request, String requestId)
            throws ServiceException, InvalidValueException;

    /** The size of the largest body that is read. A larger one is refused with {@link Protocol#requestTooLarge}. */
    default int maxBodyBytes() {
        return 20 * 1024 * 1024;
    }
}
