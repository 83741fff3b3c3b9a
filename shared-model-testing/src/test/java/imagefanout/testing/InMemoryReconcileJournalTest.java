package imagefanout.testing;

import imagefanout.model.reconcile.ReconcileJournal;

final class InMemoryReconcileJournalTest extends ReconcileJournalContract {
    @Override
    protected ReconcileJournal journal() {
        return new InMemoryReconcileJournal();
    }
}
