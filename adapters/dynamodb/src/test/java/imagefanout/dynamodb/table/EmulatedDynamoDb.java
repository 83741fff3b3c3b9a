package imagefanout.dynamodb.table;

import emulators.dynamodb.DynamoDb;
import emulators.dynamodb.DynamoDbOptions;
import emulators.dynamodb.sdk.DynamoDbCalls;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;

/** An in-process DynamoDB emulator with any number of tables. */
public final class EmulatedDynamoDb {
    private final DynamoDb dynamoDb = DynamoDb.empty(DynamoDbOptions.defaults());
    private final AtomicInteger tables = new AtomicInteger();

    /** Creates a real SDK client with the given interceptors. */
    public DynamoDbClient client(ExecutionInterceptor... interceptors) {
        return EmulatorHttpClient.client(dynamoDb, Arrays.asList(interceptors));
    }

    /** Returns the calls without the SDK's HTTP layers. */
    public DynamoDbCalls calls() {
        return dynamoDb::call;
    }

    /** Creates a table with the catalog's schema and returns its name. */
    public String newTable() {
        return newTable(CatalogTable::creation);
    }

    /** Creates a table with the given schema and returns its name. */
    public String newTable(Function<String, CreateTableRequest> creation) {
        String name = "Table" + tables.incrementAndGet();
        calls().client().createTable(creation.apply(name));
        return name;
    }
}
