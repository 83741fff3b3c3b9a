package emulators.imagebuilder.operation;

import static java.util.Objects.requireNonNull;

/** A request is answered with an error, and has no effect. */
public final class Refusal extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final ServiceError error;

    public Refusal(ServiceError error, String message) {
        super(message, null, false, false);
        this.error = requireNonNull(error, "error");
    }

    public ServiceError error() {
        return error;
    }
}
