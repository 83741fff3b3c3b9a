package imagefanout.model.journal;

/** Other runs kept changing the journal, or took the lease. Nothing is lost: the next run continues. */
public final class JournalContendedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public JournalContendedException(int attempts) {
        super("other runs changed the reconcile journal at each of " + attempts + " attempts; the next run continues");
    }
}
