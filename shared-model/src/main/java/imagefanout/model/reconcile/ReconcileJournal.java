package imagefanout.model.reconcile;

/**
 * What is remembered between runs of the reconcile.
 *
 * <p>Both methods throw {@link imagefanout.model.StorageException} when the journal could not be read or written.
 */
public interface ReconcileJournal {
    /** The entry as it is now, read consistently; {@link JournalEntry#FIRST} when there is none. */
    JournalEntry read();

    /**
     * Puts {@code now} in the place of {@code was}.
     *
     * @return false, and nothing is written, when another entry has taken the place of {@code was}
     */
    boolean replace(JournalEntry was, JournalEntry now);
}
