package imagefanout.model.reconcile;

import imagefanout.model.journal.SweepHistory;

/** A run failed as a whole. What it did stays done; the journal holds the rest for the next run. */
public final class ReconcileAbortedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient SweepHistory history;

    ReconcileAbortedException(RuntimeException cause, SweepHistory history) {
        super("reconcile aborted, the next run continues: " + cause.getMessage(), cause);
        this.history = history;
    }

    /** As {@link Reconciled#history()}. */
    public SweepHistory history() {
        return history;
    }
}
