package imagefanout.testing.journal;

import imagefanout.model.journal.ReconcileJournal;

final class InMemoryReconcileJournalTest extends ReconcileJournalContract {
    @Override
    protected ReconcileJournal journal() {
        return new InMemoryReconcileJournal();
    }
}
