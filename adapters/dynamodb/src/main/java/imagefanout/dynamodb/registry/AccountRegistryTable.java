package imagefanout.dynamodb.registry;

import imagefanout.dynamodb.table.TableCreation;
import imagefanout.model.registry.RegistryRow;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;

/** The schema of {@link DynamoAccountRegistry}'s table: one row per account, keyed by account ID. */
public final class AccountRegistryTable {
    private AccountRegistryTable() {}

    /** The request that creates the table. */
    public static CreateTableRequest creation(String name) {
        return TableCreation.of(name, RegistryRow.ACCOUNT_ID);
    }
}
