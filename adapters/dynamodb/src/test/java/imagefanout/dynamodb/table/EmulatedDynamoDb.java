package imagefanout.dynamodb.table;

import emulators.dynamodb.DynamoDb;
import emulators.dynamodb.DynamoDbOptions;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;

/** An emulator in this process with any number of tables. */
public final class EmulatedDynamoDb {
    private final DynamoDb dynamoDb = DynamoDb.empty(DynamoDbOptions.defaults());
    private final AtomicInteger tables = new AtomicInteger();

    /** A real client, with interceptors that see every request. */
    public DynamoDbClient client(ExecutionInterceptor... interceptors) {
        return EmulatorHttpClient.client(dynamoDb, Arrays.asList(interceptors));
    }

    /** The name of a new table in the catalog's shape. */
    public String newTable() {
        return newTable(CatalogTable::creation);
    }

    /** The name of a new table in another shape. */
    public String newTable(Function<String, CreateTableRequest> creation) {
        String name = "Table" + tables.incrementAndGet();
        try (DynamoDbClient client = client()) {
            client.createTable(creation.apply(name));
        }
        return name;
    }
}
