package imagefanout.dynamodb.sync;

import static java.util.Objects.requireNonNull;

import imagefanout.dynamodb.table.BoundedDynamoDb;
import imagefanout.dynamodb.table.RowTable;
import imagefanout.model.Deadline;
import imagefanout.model.ResultPage;
import imagefanout.model.StorageException;
import imagefanout.model.distribution.DeclarationRow;
import imagefanout.model.distribution.DistributionDeclarations;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** The declarations in a DynamoDB table of the shape that {@link DistributionDeclarationsTable} gives, which people write. */
public final class DynamoDistributionDeclarations implements DistributionDeclarations {
    private final String table;
    private final RowTable rows;

    /** @param deadline bounds every call */
    public DynamoDistributionDeclarations(DynamoDbClient client, String table, Deadline deadline) {
        this(client, table, deadline, 0);
    }

    DynamoDistributionDeclarations(DynamoDbClient client, String table, Deadline deadline, int rowsPerPage) {
        this.table = requireNonNull(table, "table");
        this.rows = new RowTable(new BoundedDynamoDb(client, deadline), table, DeclarationRow.NAME, rowsPerPage);
    }

    @Override
    public ResultPage<DeclarationRow, String> rows(Optional<String> after) {
        try {
            return rows.rows(after, DeclarationRow::parse);
        } catch (SdkException | StorageException e) {
            throw new StorageException("could not read the declarations in table " + table + ": " + e.getMessage(), e);
        }
    }
}
