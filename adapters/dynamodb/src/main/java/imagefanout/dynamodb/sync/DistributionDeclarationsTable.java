package imagefanout.dynamodb.sync;

import imagefanout.dynamodb.table.TableCreation;
import imagefanout.model.distribution.DeclarationRow;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;

/** The shape of {@link DynamoDistributionDeclarations}'s table: a row per configuration, under its name. */
public final class DistributionDeclarationsTable {
    private DistributionDeclarationsTable() {}

    /** What creates the table. */
    public static CreateTableRequest creation(String name) {
        return TableCreation.of(name, DeclarationRow.NAME);
    }
}
