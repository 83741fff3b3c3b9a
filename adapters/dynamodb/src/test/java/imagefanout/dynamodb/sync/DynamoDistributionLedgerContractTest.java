package imagefanout.dynamodb.sync;

import imagefanout.dynamodb.table.EmulatedDynamoDb;
import imagefanout.model.Deadline;
import imagefanout.model.sync.DistributionLedger;
import imagefanout.testing.sync.DistributionLedgerContract;
import org.junit.jupiter.api.BeforeEach;

final class DynamoDistributionLedgerContractTest extends DistributionLedgerContract {
    static final EmulatedDynamoDb DYNAMODB = new EmulatedDynamoDb();

    private DistributionLedger ledger;

    @BeforeEach
    void createTable() {
        ledger = new DynamoDistributionLedger(DYNAMODB.client(), DYNAMODB.newTable(), Deadline.none());
    }

    @Override
    protected DistributionLedger ledger() {
        return ledger;
    }
}
