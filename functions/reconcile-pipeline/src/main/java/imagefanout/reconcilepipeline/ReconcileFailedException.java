package imagefanout.reconcilepipeline;

/** Something of an event could not be reconciled; the message names what, and why. */
final class ReconcileFailedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ReconcileFailedException(String message) {
        super(message);
    }
}
