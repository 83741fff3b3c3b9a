package imagefanout.dynamodb.table;

import imagefanout.model.identity.ImageBuildArn;

/** The schema of the table that the catalog, the ledger and the journal share. */
public final class CatalogTable {
    public static final String PARTITION_KEY = "PK";
    public static final String SORT_KEY = "SK";

    /** The attribute of a META whose build is chosen for removal, or removed. A channel is never pointed at such a build. */
    public static final String CHOSEN = "x";

    /** The beginning of a build's partition key. */
    public static final String BUILD = "BUILD#";

    /** The sort key of a build's META. */
    public static final String META = "META";

    static final StoredItemSchema SCHEMA = StoredItemSchema.keyedBy(PARTITION_KEY, SORT_KEY);

    private CatalogTable() {}

    /** The key of a build's META. */
    public static StoredKey meta(ImageBuildArn build) {
        return new StoredKey(BUILD + build, META);
    }
}
