package imagefanout.dynamodb.sync;

import imagefanout.dynamodb.table.RowTable;
import imagefanout.dynamodb.table.TableAccess;
import imagefanout.model.Deadline;
import imagefanout.model.ResultPage;
import imagefanout.model.distribution.DeclarationRow;
import imagefanout.model.distribution.DistributionDeclarations;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Reads the declarations from a DynamoDB table with one row per configuration, keyed by name. Operators write this table. */
public final class DynamoDistributionDeclarations implements DistributionDeclarations {
    private final RowTable rows;

    public DynamoDistributionDeclarations(DynamoDbClient client, String table, Deadline deadline) {
        this.rows = new TableAccess(client, table, DeclarationRow.NAME, deadline).rows();
    }

    @Override
    public ResultPage<DeclarationRow, String> rows(Optional<String> after) {
        return rows.rows("read the declarations", after, DeclarationRow::parse);
    }
}
