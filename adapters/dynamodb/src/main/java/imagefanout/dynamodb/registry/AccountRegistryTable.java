package imagefanout.dynamodb.registry;

import imagefanout.dynamodb.table.TableCreation;
import imagefanout.model.registry.RegistryRow;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;

/** The shape of {@link DynamoAccountRegistry}'s table: a row per account, under its ID. */
public final class AccountRegistryTable {
    private AccountRegistryTable() {}

    /** What creates the table. */
    public static CreateTableRequest creation(String name) {
        return TableCreation.of(name, RegistryRow.ACCOUNT_ID);
    }
}
