package imagefanout.dynamodb.sync;

import imagefanout.dynamodb.table.InProcessDynamoDb;
import imagefanout.model.Deadline;
import imagefanout.model.sync.DistributionLedger;
import imagefanout.testing.DistributionLedgerContract;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;

final class DynamoDistributionLedgerContractTest extends DistributionLedgerContract {
    @RegisterExtension
    static final InProcessDynamoDb DYNAMODB = new InProcessDynamoDb();

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
