package imagefanout.dynamodb.sync;

import imagefanout.dynamodb.table.EmulatedDynamoDb;
import imagefanout.dynamodb.table.RowTable;
import imagefanout.model.Deadline;
import imagefanout.model.distribution.DeclarationRow;
import imagefanout.model.distribution.DistributionDeclarations;
import imagefanout.model.registry.WrittenValue;
import imagefanout.testing.distribution.DistributionDeclarationsContract;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;

final class DynamoDistributionDeclarationsContractTest extends DistributionDeclarationsContract {
    static final EmulatedDynamoDb DYNAMODB = new EmulatedDynamoDb();

    private String table;

    @BeforeEach
    void createTable() {
        table = DYNAMODB.newTable(DeclarationRow.NAME);
    }

    @Override
    protected DistributionDeclarations declarations() {
        return new DynamoDistributionDeclarations(DYNAMODB.clientWithPages(2), table, Deadline.none());
    }

    @Override
    protected void write(Map<String, WrittenValue> row) {
        DYNAMODB.client().putItem(put -> put.tableName(table).item(RowTable.stored(row)));
    }
}
