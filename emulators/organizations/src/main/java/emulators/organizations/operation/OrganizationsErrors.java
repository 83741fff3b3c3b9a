package emulators.organizations.operation;

import emulators.wire.protocol.AwsJson;
import emulators.wire.protocol.ErrorType;
import emulators.wire.protocol.ServiceException;
import emulators.wire.shape.Json;
import java.util.List;

/**
 * The errors of Organizations.
 *
 * @see <a href="https://docs.aws.amazon.com/organizations/latest/APIReference/CommonErrors.html">Common errors</a>
 */
public final class OrganizationsErrors {

    public static final ErrorType SERVICE = new ErrorType("ServiceException", 500);
    public static final ErrorType INVALID_INPUT = new ErrorType("InvalidInputException", 400);
    public static final ErrorType CONSTRAINT_VIOLATION = new ErrorType("ConstraintViolationException", 400);
    public static final ErrorType ACCOUNT_NOT_FOUND = new ErrorType("AccountNotFoundException", 400);
    public static final ErrorType ACCOUNT_ALREADY_CLOSED = new ErrorType("AccountAlreadyClosedException", 400);
    public static final ErrorType CONFLICT = new ErrorType("ConflictException", 400);
    public static final ErrorType CHILD_NOT_FOUND = new ErrorType("ChildNotFoundException", 400);
    public static final ErrorType PARENT_NOT_FOUND = new ErrorType("ParentNotFoundException", 400);
    public static final ErrorType SOURCE_NOT_FOUND = new ErrorType("SourceParentNotFoundException", 400);
    public static final ErrorType DESTINATION_NOT_FOUND = new ErrorType("DestinationParentNotFoundException", 400);
    public static final ErrorType DUPLICATE_ACCOUNT = new ErrorType("DuplicateAccountException", 400);
    public static final ErrorType UNIT_NOT_FOUND = new ErrorType("OrganizationalUnitNotFoundException", 400);
    public static final ErrorType DUPLICATE_UNIT = new ErrorType("DuplicateOrganizationalUnitException", 400);
    public static final ErrorType TARGET_NOT_FOUND = new ErrorType("TargetNotFoundException", 400);
    public static final ErrorType MASTER_CANNOT_LEAVE = new ErrorType("MasterCannotLeaveOrganizationException", 400);
    public static final ErrorType CREATION_NOT_FOUND = new ErrorType("CreateAccountStatusNotFoundException", 400);

    /** What a fault may refuse a call with. */
    public static final List<ErrorType> REFUSALS = List.of(
            new ErrorType("TooManyRequestsException", 400),
            new ErrorType("ThrottlingException", 400),
            new ErrorType("AccessDeniedException", 400),
            new ErrorType("AWSOrganizationsNotInUseException", 400),
            new ErrorType("ConcurrentModificationException", 400),
            new ErrorType("FinalizingOrganizationException", 400),
            CONSTRAINT_VIOLATION,
            ACCOUNT_NOT_FOUND,
            PARENT_NOT_FOUND,
            TARGET_NOT_FOUND,
            INVALID_INPUT,
            SERVICE);

    private OrganizationsErrors() {}

    static ServiceException notFound(ErrorType type, String what, String id) {
        return new ServiceException(type, "We can't find " + what + " with the ID that you specified: " + id + ".");
    }

    /** @param reason such as {@code INVALID_NEXT_TOKEN} */
    static ServiceException withReason(ErrorType type, String reason, String message) {
        return new ServiceException(type, message, Json.object().put("Reason", reason));
    }

    /** The error for an operation that the emulator does not have. */
    public static ServiceException unknownOperation(String name) {
        return new ServiceException(AwsJson.UNKNOWN_OPERATION, "This emulator does not support " + name + ".");
    }
}
