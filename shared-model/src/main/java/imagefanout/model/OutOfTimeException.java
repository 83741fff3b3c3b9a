package imagefanout.model;

/** The invocation's time is nearly up, or the service throttles for too long. The rest is left for a later run. */
public final class OutOfTimeException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public OutOfTimeException(String message) {
        super(message, null, false, false);
    }
}
