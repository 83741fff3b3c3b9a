package emulators.wire.protocol;

import static java.util.Objects.requireNonNull;

/**
 * A type of error that a service returns.
 *
 * @param id the shape's ID as the protocol writes it: {@code InvalidRequestException}, or with its namespace
 *     {@code com.amazonaws.dynamodb.v20120810#ResourceNotFoundException}
 * @param status the HTTP status, 400 to 599
 */
public record ErrorType(String id, int status) {

    public ErrorType {
        requireNonNull(id, "id");
        if (status < 400 || status > 599) {
            throw new IllegalArgumentException("Invalid status " + status + ": expected 400 to 599.");
        }
    }

    /** Returns the name without its namespace, as in documentation and SDKs. */
    public String name() {
        return id.substring(id.indexOf('#') + 1);
    }
}
