package imagefanout.lambda;

/** A function started without a required environment variable. */
public final class MissingVariableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    MissingVariableException(String name) {
        super("the environment variable " + name + " is not set");
    }
}
