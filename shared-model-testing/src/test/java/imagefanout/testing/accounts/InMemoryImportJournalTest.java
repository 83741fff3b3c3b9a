package imagefanout.testing.accounts;

import imagefanout.model.accounts.ImportJournal;

class InMemoryImportJournalTest extends ImportJournalContract {
    private final InMemoryImportJournal journal = new InMemoryImportJournal();

    @Override
    protected ImportJournal journal() {
        return journal;
    }
}
