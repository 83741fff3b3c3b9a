package imagefanout.model.reconcile;

/** Others kept replacing the journal's entry, or took the lease. Nothing is lost: the next run goes on. */
public final class JournalContendedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    JournalContendedException(int attempts) {
        super("the reconcile's journal was changed by others at each of " + attempts + " attempts");
    }
}
