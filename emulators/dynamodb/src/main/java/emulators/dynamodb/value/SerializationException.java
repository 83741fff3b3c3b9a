package emulators.dynamodb.value;

/**
 * A request whose JSON does not have the shape of DynamoDB's model, such as a number where a string is expected. The
 * service refuses it with {@code SerializationException} before any other check; the message is the service's.
 */
public final class SerializationException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public SerializationException(String message) {
        super(message);
    }
}
