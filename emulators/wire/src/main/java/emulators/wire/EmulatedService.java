package emulators.wire;

import com.fasterxml.jackson.databind.JsonNode;
import emulators.wire.protocol.Protocol;
import emulators.wire.protocol.ServiceException;
import emulators.wire.protocol.WireRequest;
import emulators.wire.shape.InvalidValueException;

/** A service that the wire layer serves. Implementations must be thread-safe. */
public interface EmulatedService {

    Protocol protocol();

    /**
     * Returns the name of the requested operation.
     *
     * @throws ServiceException if the service has no such operation
     */
    String operation(WireRequest request) throws ServiceException;

    /**
     * Runs the operation that {@link #operation} returned.
     *
     * @return the body of the answer; must not be modified afterwards
     * @throws InvalidValueException if the request cannot be read; the client receives {@link Protocol#malformedRequest}
     */
    JsonNode call(String operation, WireRequest request, String requestId)
            throws ServiceException, InvalidValueException;

    /** Returns the maximum body size in bytes. A larger body is refused with {@link Protocol#requestTooLarge}. */
    default int maxBodyBytes() {
        return 20 * 1024 * 1024;
    }
}
