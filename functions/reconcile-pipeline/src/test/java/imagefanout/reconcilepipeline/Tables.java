package imagefanout.reconcilepipeline;

import com.amazonaws.services.dynamodbv2.local.embedded.DynamoDBEmbedded;
import com.amazonaws.services.dynamodbv2.local.shared.access.AmazonDynamoDBLocal;
import imagefanout.dynamodb.table.CatalogTable;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** DynamoDB Local in this process, and a client that counts what it sends. */
final class Tables implements AutoCloseable {
    private static final List<String> WRITES =
            List.of("putItem", "updateItem", "deleteItem", "batchWriteItem", "transactWriteItems");

    private final AmazonDynamoDBLocal local = DynamoDBEmbedded.create();
    private final DynamoDbClient plain = local.dynamoDbClient();
    private final Map<String, Integer> calls = new ConcurrentHashMap<>();
    private int made;

    String newTable() {
        String name = "Catalog" + ++made;
        plain.createTable(CatalogTable.creation(name));
        return name;
    }

    DynamoDbClient client() {
        return (DynamoDbClient) Proxy.newProxyInstance(
                DynamoDbClient.class.getClassLoader(),
                new Class<?>[] {DynamoDbClient.class},
                (self, method, arguments) -> {
                    calls.merge(method.getName(), 1, Integer::sum);
                    try {
                        return method.invoke(plain, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    int calls(String operation) {
        return calls.getOrDefault(operation, 0);
    }

    int writes() {
        return WRITES.stream().mapToInt(this::calls).sum();
    }

    void forgetCalls() {
        calls.clear();
    }

    @Override
    public void close() {
        local.shutdown();
    }
}
