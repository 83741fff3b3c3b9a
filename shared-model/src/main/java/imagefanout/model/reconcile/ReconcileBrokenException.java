package imagefanout.model.reconcile;

/** A run broke off as a whole. What it did stays done, and what is left is noted for the next one. */
public final class ReconcileBrokenException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int sweepsFailedInARow;

    ReconcileBrokenException(RuntimeException cause, int sweepsFailedInARow) {
        super("the reconcile broke off: " + cause.getMessage(), cause);
        this.sweepsFailedInARow = sweepsFailedInARow;
    }

    /** As {@link Reconciled#sweepsFailedInARow()}. */
    public int sweepsFailedInARow() {
        return sweepsFailedInARow;
    }
}
