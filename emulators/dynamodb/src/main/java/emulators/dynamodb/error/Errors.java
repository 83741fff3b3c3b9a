package emulators.dynamodb.error;

import com.fasterxml.jackson.databind.node.ObjectNode;
import emulators.wire.protocol.ErrorType;
import emulators.wire.protocol.ServiceException;
import emulators.wire.shape.Json;

/**
 * The errors of DynamoDB and DynamoDB Streams, with the service's messages.
 *
 * @see <a href="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Programming.Errors.html">Error handling
 *     with DynamoDB</a>
 */
public final class Errors {

    public static final ErrorType VALIDATION = new ErrorType("com.amazon.coral.validate#ValidationException", 400);
    public static final ErrorType SERIALIZATION = frameworkError("SerializationException", 400);
    public static final ErrorType UNKNOWN_OPERATION = frameworkError("UnknownOperationException", 400);
    public static final ErrorType THROTTLING = frameworkError("ThrottlingException", 400);
    public static final ErrorType SERVICE_UNAVAILABLE = frameworkError("ServiceUnavailableException", 503);
    public static final ErrorType ACCESS_DENIED = frameworkError("AccessDeniedException", 400);
    public static final ErrorType CONDITIONAL_CHECK_FAILED = dynamoDb("ConditionalCheckFailedException", 400);
    public static final ErrorType RESOURCE_NOT_FOUND = dynamoDb("ResourceNotFoundException", 400);
    public static final ErrorType RESOURCE_IN_USE = dynamoDb("ResourceInUseException", 400);
    public static final ErrorType LIMIT_EXCEEDED = dynamoDb("LimitExceededException", 400);
    public static final ErrorType TRANSACTION_CANCELED = dynamoDb("TransactionCanceledException", 400);
    public static final ErrorType TRANSACTION_CONFLICT = dynamoDb("TransactionConflictException", 400);
    public static final ErrorType TRANSACTION_IN_PROGRESS = dynamoDb("TransactionInProgressException", 400);
    public static final ErrorType IDEMPOTENT_PARAMETER_MISMATCH = dynamoDb("IdempotentParameterMismatchException", 400);
    public static final ErrorType THROUGHPUT_EXCEEDED = dynamoDb("ProvisionedThroughputExceededException", 400);
    public static final ErrorType REQUEST_LIMIT_EXCEEDED = dynamoDb("RequestLimitExceeded", 400);
    public static final ErrorType EXPIRED_ITERATOR = dynamoDb("ExpiredIteratorException", 400);
    public static final ErrorType TRIMMED_DATA_ACCESS = dynamoDb("TrimmedDataAccessException", 400);
    public static final ErrorType INTERNAL_SERVER_ERROR = dynamoDb("InternalServerError", 500);

    private Errors() {}

    /** An item operation on a table that does not exist. */
    public static ServiceException tableNotFound() {
        return new ServiceException(RESOURCE_NOT_FOUND, "Requested resource not found");
    }

    /** A table operation on a table that does not exist. */
    public static ServiceException tableNotFound(String name) {
        return new ServiceException(RESOURCE_NOT_FOUND, "Requested resource not found: Table: " + name + " not found");
    }

    public static ServiceException tableExists(String name) {
        return new ServiceException(RESOURCE_IN_USE, "Table already exists: " + name);
    }

    public static ServiceException tableProtected(String name) {
        return new ServiceException(
                VALIDATION,
                "Resource cannot be deleted as it is currently protected against deletion. Disable "
                        + "deletion protection first. Table: " + name);
    }

    public static ServiceException streamNotFound(String arn) {
        return new ServiceException(RESOURCE_NOT_FOUND, "Requested resource not found: Stream: " + arn + " not found");
    }

    public static ServiceException shardNotFound(String id) {
        return new ServiceException(RESOURCE_NOT_FOUND, "Requested resource not found: Shard: " + id + " not found");
    }

    public static ServiceException iteratorExpired() {
        return new ServiceException(EXPIRED_ITERATOR, "Iterator expired. Shard iterators are valid for 15 minutes.");
    }

    public static ServiceException dataTrimmed() {
        return new ServiceException(
                TRIMMED_DATA_ACCESS,
                "The operation attempted to read past the oldest stream record in a shard. Records are kept for 24 hours.");
    }

    /** A partition key has used up its capacity in this second. */
    public static ServiceException keyLimitExceeded(boolean onDemand, String reason, String tableArn) {
        ObjectNode members = Json.object();
        members.putArray("ThrottlingReasons").addObject().put("reason", reason).put("resource", tableArn);
        return onDemand
                ? new ServiceException(
                        THROTTLING, "Throughput exceeds the current throughput limit for your table or index.", members)
                : new ServiceException(
                        THROUGHPUT_EXCEEDED,
                        "The level of configured provisioned throughput for the table was exceeded. Consider increasing "
                                + "your provisioning level with the UpdateTable API.",
                        members);
    }

    private static ErrorType dynamoDb(String name, int status) {
        return new ErrorType("com.amazonaws.dynamodb.v20120810#" + name, status);
    }

    private static ErrorType frameworkError(String name, int status) {
        return new ErrorType("com.amazon.coral.service#" + name, status);
    }
}
