package emulators.wire.protocol;

import com.fasterxml.jackson.databind.JsonNode;

/** How a service writes answers and errors, and which errors it has for requests that never reach an operation. */
public sealed interface Protocol permits RestJson, AwsJson {

    WireAnswer success(JsonNode body, String requestId);

    WireAnswer error(ServiceException error, String requestId);

    /** For a request that cannot be read. */
    ErrorType malformedRequest();

    /** For a request whose body is too large. */
    ErrorType requestTooLarge();

    /** For a defect of the emulator. */
    ErrorType internalError();
}
