package imagefanout.dynamodb.catalog;

import emulators.dynamodb.sdk.DynamoDbCalls;
import imagefanout.dynamodb.table.Backoff;
import imagefanout.dynamodb.table.EmulatedTable;
import imagefanout.dynamodb.table.TableAccess;
import imagefanout.model.Deadline;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Creates catalogs that retry without pauses. */
final class Catalogs {
    static final String TABLE = EmulatedTable.NAME;

    private Catalogs() {}

    static DynamoImageCatalog on(DynamoDbCalls calls) {
        return on(calls.client(), TABLE);
    }

    static DynamoImageCatalog on(DynamoDbClient client, String table) {
        Deadline deadline = Deadline.none();
        TableAccess access = new TableAccess(client, table, deadline, new Backoff(deadline, time -> {}));
        return new DynamoImageCatalog(access, Optional.empty());
    }
}
