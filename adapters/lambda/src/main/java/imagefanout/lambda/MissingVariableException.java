package imagefanout.lambda;

/** A function was started without a variable that it needs. */
public final class MissingVariableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    MissingVariableException(String name) {
        super("the environment variable " + name + " is not set");
    }
}
