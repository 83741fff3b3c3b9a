package emulators.wire.protocol;

import com.fasterxml.jackson.databind.JsonNode;

/** Defines how a service writes answers and errors, and its errors for requests that never reach an operation. */
public sealed interface Protocol permits RestJson, AwsJson {

    WireAnswer success(JsonNode body, String requestId);

    WireAnswer error(ServiceException error, String requestId);

    /** The error for a request that cannot be read. */
    ErrorType malformedRequest();

    /** The error for a request whose body is too large. */
    ErrorType requestTooLarge();

    /** The error for a bug in the emulator. */
    ErrorType internalError();
}
