package imagefanout.lambda;

/**
 * A failure with the original's name, stack trace and causes, but without what {@link LogRedaction} removes: Lambda's runtime
 * logs whatever a handler throws.
 */
public final class InvocationFailedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    InvocationFailedException(Throwable failure) {
        super(
                failure.getClass().getName() + ": " + LogRedaction.message(failure),
                failure.getCause() == null ? null : copy(failure.getCause()));
        setStackTrace(failure.getStackTrace());
        for (Throwable suppressed : failure.getSuppressed()) {
            addSuppressed(copy(suppressed));
        }
    }

    private static Throwable copy(Throwable failure) {
        return LogRedaction.isFit(failure) ? failure : new InvocationFailedException(failure);
    }
}
