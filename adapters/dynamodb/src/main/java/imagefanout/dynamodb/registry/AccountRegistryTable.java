package imagefanout.dynamodb.registry;

import imagefanout.dynamodb.table.RowTable;
import imagefanout.model.registry.RegistryRow;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;

/** The shape that {@link DynamoAccountRegistry}'s table must have: a row per account, under its id. */
public final class AccountRegistryTable {
    private AccountRegistryTable() {}

    /** What creates the table. */
    public static CreateTableRequest creation(String name) {
        return RowTable.creation(name, RegistryRow.ACCOUNT_ID);
    }
}
