package imagefanout.dynamodb.sync;

import imagefanout.dynamodb.table.RowTable;
import imagefanout.model.distribution.DeclarationRow;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;

/** The shape that {@link DynamoDistributionDeclarations}' table must have: a row per configuration, under its name. */
public final class DistributionDeclarationsTable {
    private DistributionDeclarationsTable() {}

    /** What creates the table. */
    public static CreateTableRequest creation(String name) {
        return RowTable.creation(name, DeclarationRow.NAME);
    }
}
