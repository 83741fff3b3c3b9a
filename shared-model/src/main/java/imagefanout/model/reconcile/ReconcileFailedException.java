package imagefanout.model.reconcile;

/** A run broke off as a whole. What it did stays done, and what is left is noted for the next one. */
public final class ReconcileFailedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient SweepHistory history;

    ReconcileFailedException(RuntimeException cause, SweepHistory history) {
        super("the reconcile broke off: " + cause.getMessage(), cause);
        this.history = history;
    }

    /** As {@link Reconciled#history()}. */
    public SweepHistory history() {
        return history;
    }
}
