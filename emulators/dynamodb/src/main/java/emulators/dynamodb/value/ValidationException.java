package emulators.dynamodb.value;

/**
 * A request that DynamoDB refuses with {@code ValidationException}. The message is the one that the service sends.
 *
 * @see <a href="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Programming.Errors.html">Error handling
 *     with DynamoDB</a>
 */
public final class ValidationException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public ValidationException(String message) {
        super(message);
    }
}
