package emulators.imagebuilder.operation;

import emulators.wire.protocol.ErrorType;
import emulators.wire.protocol.ServiceException;

/**
 * The errors of Image Builder.
 *
 * @see <a href="https://docs.aws.amazon.com/imagebuilder/latest/APIReference/CommonErrors.html">Common Errors</a>
 */
public enum ServiceError {
    INVALID_REQUEST("InvalidRequestException", 400),
    INVALID_PARAMETER("InvalidParameterException", 400),
    INVALID_PARAMETER_VALUE("InvalidParameterValueException", 400),
    INVALID_PARAMETER_COMBINATION("InvalidParameterCombinationException", 400),
    INVALID_VERSION_NUMBER("InvalidVersionNumberException", 400),
    INVALID_PAGINATION_TOKEN("InvalidPaginationTokenException", 400),
    IDEMPOTENT_PARAMETER_MISMATCH("IdempotentParameterMismatchException", 400),
    RESOURCE_ALREADY_EXISTS("ResourceAlreadyExistsException", 400),
    RESOURCE_DEPENDENCY("ResourceDependencyException", 400),
    RESOURCE_IN_USE("ResourceInUseException", 400),
    FORBIDDEN("ForbiddenException", 403),
    RESOURCE_NOT_FOUND("ResourceNotFoundException", 404),
    /** Not in the service's model, because SDKs never send such a request. */
    UNKNOWN_OPERATION("UnknownOperationException", 404),
    DRY_RUN_OPERATION("DryRunOperationException", 412),
    CALL_RATE_LIMIT_EXCEEDED("CallRateLimitExceededException", 429),
    SERVICE("ServiceException", 500),
    SERVICE_UNAVAILABLE("ServiceUnavailableException", 503);

    private final ErrorType type;

    ServiceError(String name, int status) {
        this.type = new ErrorType(name, status);
    }

    public ErrorType type() {
        return type;
    }

    /** Returns the exception for this error. */
    public ServiceException exception(String message) {
        return new ServiceException(type, message);
    }
}
