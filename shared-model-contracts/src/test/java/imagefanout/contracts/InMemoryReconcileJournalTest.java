package imagefanout.contracts;

import imagefanout.model.reconcile.ReconcileJournal;

final class InMemoryReconcileJournalTest extends ReconcileJournalContract {
    @Override
    protected ReconcileJournal journal() {
        return new InMemoryReconcileJournal();
    }
}
