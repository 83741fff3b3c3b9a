package imagefanout.dynamodb.sync;

import imagefanout.dynamodb.table.TableCreation;
import imagefanout.model.distribution.DeclarationRow;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;

/** The schema of {@link DynamoDistributionDeclarations}'s table: one row per configuration, keyed by name. */
public final class DistributionDeclarationsTable {
    private DistributionDeclarationsTable() {}

    /** The request that creates the table. */
    public static CreateTableRequest creation(String name) {
        return TableCreation.of(name, DeclarationRow.NAME);
    }
}
