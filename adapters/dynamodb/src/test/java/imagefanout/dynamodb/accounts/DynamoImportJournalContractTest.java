package imagefanout.dynamodb.accounts;

import imagefanout.dynamodb.table.EmulatedDynamoDb;
import imagefanout.model.Deadline;
import imagefanout.model.accounts.ImportJournal;
import imagefanout.testing.accounts.ImportJournalContract;
import org.junit.jupiter.api.BeforeEach;

final class DynamoImportJournalContractTest extends ImportJournalContract {
    static final EmulatedDynamoDb DYNAMODB = new EmulatedDynamoDb();

    private String table;

    @BeforeEach
    void createTable() {
        table = DYNAMODB.newTable();
    }

    @Override
    protected ImportJournal journal() {
        return new DynamoImportJournal(DYNAMODB.client(), table, Deadline.none());
    }
}
