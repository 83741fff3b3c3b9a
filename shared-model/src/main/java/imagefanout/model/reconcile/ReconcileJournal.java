package imagefanout.model.reconcile;

/**
 * What is remembered between runs of the reconcile.
 *
 * <p>Both methods throw {@link imagefanout.model.StorageException} when the journal could not be read or written.
 */
public interface ReconcileJournal {
    /** The current entry, read consistently; {@link JournalEntry#FIRST} when there is none. */
    JournalEntry read();

    /** Replaces {@code was} with {@code now}. False: the entry is no longer {@code was}, and nothing was written. */
    boolean replace(JournalEntry was, JournalEntry now);
}
