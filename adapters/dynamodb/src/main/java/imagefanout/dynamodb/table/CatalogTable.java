package imagefanout.dynamodb.table;

import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;

/** The schema of the table that the catalog, the ledger and the journal share. */
public final class CatalogTable {
    public static final String PARTITION_KEY = "PK";
    public static final String SORT_KEY = "SK";

    static final StoredItemSchema SCHEMA = StoredItemSchema.keyedBy(PARTITION_KEY, SORT_KEY);

    private CatalogTable() {}

    /** The request that creates the table. */
    public static CreateTableRequest creation(String name) {
        return TableCreation.of(name, PARTITION_KEY, SORT_KEY);
    }
}
