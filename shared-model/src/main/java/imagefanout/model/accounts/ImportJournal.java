package imagefanout.model.accounts;

import imagefanout.model.ResultPage;
import imagefanout.model.StorageException;
import imagefanout.model.approval.Approval;
import imagefanout.model.identity.AccountId;
import imagefanout.model.registry.ImportMark;
import java.time.Instant;
import java.util.Optional;

/**
 * What imports remember: what is on hold, the approval of it, and every change of a row.
 *
 * <p>Every method throws {@link StorageException} when the journal could not be read or written. An empty answer always means
 * that there is none.
 */
public interface ImportJournal {
    /** What is on hold now. */
    Optional<HeldImport> held();

    /** Replaces what is on hold; empty: nothing is. */
    void hold(Optional<HeldImport> held);

    /** The newest approval that no import has used up. It may be no longer valid. */
    Optional<Approval> approval();

    /** Replaces the approval. */
    void approve(Approval approval);

    /** The approval is used up. Does nothing if there is another one by now. */
    void useUp(Approval approval);

    /**
     * Writes the record, or replaces the one of the same row and import; its {@code before} then stays: it is what an undo
     * restores.
     */
    void record(AccountChange change);

    /** The record of the row in the import with this mark. */
    Optional<AccountChange> change(AccountId account, ImportMark mark);

    /** The changes of a row, newest first, at most {@code limit} older than {@code before}. */
    ResultPage<AccountChange, Instant> changes(AccountId account, Optional<Instant> before, int limit);
}
