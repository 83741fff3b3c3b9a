package imagefanout.dynamodb.table;

import emulators.dynamodb.DynamoDb;
import emulators.dynamodb.DynamoDbOptions;
import emulators.dynamodb.sdk.DynamoDbCalls;
import emulators.dynamodb.sdk.TableCreation;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.ScanRequest;

/** An in-process DynamoDB emulator with any number of tables. */
public final class EmulatedDynamoDb {
    private final DynamoDb dynamoDb = DynamoDb.empty(DynamoDbOptions.defaults());
    private final AtomicInteger tables = new AtomicInteger();

    /** Creates a real SDK client with the given interceptors. */
    public DynamoDbClient client(ExecutionInterceptor... interceptors) {
        return EmulatorHttpClient.client(dynamoDb, Arrays.asList(interceptors));
    }

    /** Creates a client that reads a table in pages of this many rows. */
    public DynamoDbClient clientWithPages(int rows) {
        return client(new ExecutionInterceptor() {
            @Override
            public SdkRequest modifyRequest(Context.ModifyRequest context, ExecutionAttributes attributes) {
                return context.request() instanceof ScanRequest scan
                        ? scan.toBuilder().limit(rows).build()
                        : context.request();
            }
        });
    }

    /** Returns the calls without the SDK's HTTP layers. */
    public DynamoDbCalls calls() {
        return dynamoDb::call;
    }

    /** Creates a table with the catalog's schema and returns its name. */
    public String newTable() {
        return newTable(CatalogTable.PARTITION_KEY, CatalogTable.SORT_KEY);
    }

    /** Creates a table with these keys and returns its name. */
    public String newTable(String... keys) {
        String name = "Table" + tables.incrementAndGet();
        calls().client().createTable(TableCreation.of(name, keys));
        return name;
    }
}
