package imagefanout.testing;

import imagefanout.model.reconcile.JournalEntry;
import imagefanout.model.reconcile.ReconcileJournal;

/** A journal in memory. */
public final class InMemoryReconcileJournal implements ReconcileJournal {
    private JournalEntry entry = JournalEntry.FIRST;

    @Override
    public synchronized JournalEntry read() {
        return entry;
    }

    @Override
    public synchronized boolean replace(JournalEntry was, JournalEntry now) {
        if (entry.version() != was.version()) {
            return false;
        }
        entry = now;
        return true;
    }
}
