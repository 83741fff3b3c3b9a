package imagefanout.reconcilepipeline;

import emulators.dynamodb.DynamoDbEmulator;
import emulators.dynamodb.DynamoDbOptions;
import emulators.dynamodb.sdk.TableCreation;
import imagefanout.dynamodb.table.CatalogTable;
import imagefanout.dynamodb.table.DynamoDbClients;
import imagefanout.model.identity.Region;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** A DynamoDB emulator, and a client for it that counts its requests. */
final class CountedDynamoDb implements AutoCloseable {
    private final Map<String, Integer> calls = new ConcurrentHashMap<>();
    private final DynamoDbEmulator emulator;
    private final DynamoDbClient client;
    private int created;

    CountedDynamoDb() {
        try {
            emulator = DynamoDbEmulator.start(DynamoDbOptions.defaults().withPort(0));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        ExecutionInterceptor counting = new ExecutionInterceptor() {
            @Override
            public void beforeExecution(Context.BeforeExecution context, ExecutionAttributes attributes) {
                calls.merge(context.request().getClass().getSimpleName(), 1, Integer::sum);
            }
        };
        client = DynamoDbClients.builder(new Region("us-east-1"), Optional.of(emulator.endpoint()), List.of(counting))
                .build();
    }

    String newTable() {
        String name = "Catalog" + ++created;
        client.createTable(TableCreation.of(name, CatalogTable.PARTITION_KEY, CatalogTable.SORT_KEY));
        return name;
    }

    DynamoDbClient client() {
        return client;
    }

    int calls(String request) {
        return calls.getOrDefault(request, 0);
    }

    int writes() {
        return calls.keySet().stream()
                .filter(request -> request.matches("(Put|Update|Delete|BatchWrite|TransactWrite)Items?Request"))
                .mapToInt(this::calls)
                .sum();
    }

    void forgetCalls() {
        calls.clear();
    }

    @Override
    public void close() {
        client.close();
        emulator.close();
    }
}
