package emulators.wire.protocol;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Ends a call with an error of the service. The call must have had no effect. */
public final class ServiceException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient ErrorType type;
    private final transient ObjectNode members;

    /**
     * @param message the message for the client; omitted if empty
     */
    public ServiceException(ErrorType type, String message) {
        this(type, message, JsonNodeFactory.instance.objectNode());
    }

    /**
     * @param members the error's members besides the message
     */
    public ServiceException(ErrorType type, String message, ObjectNode members) {
        super(message, null, false, false);
        this.type = requireNonNull(type, "type");
        this.members = requireNonNull(members, "members");
    }

    public ErrorType type() {
        return type;
    }

    public ObjectNode members() {
        return members;
    }
}
