package imagefanout.model.reconcile;

/** The invocation's time is nearly up, or the service wants to be left alone: the rest is for a later run. */
final class OutOfTimeException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    OutOfTimeException(String why) {
        super(why, null, false, false);
    }
}
