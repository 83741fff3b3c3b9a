package imagefanout.localfleet;

import com.amazonaws.services.dynamodbv2.local.server.LocalDynamoDBRequestHandler;
import com.amazonaws.services.dynamodbv2.local.server.LocalDynamoDBServerHandler;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;

/**
 * DynamoDB Local in memory, on one address. Its own starter would listen on all of them and reach out with telemetry, so
 * the two parts that make it are put together here.
 */
final class LocalTables implements AutoCloseable {
    private final Server server;
    private final LocalDynamoDBServerHandler handler;
    private final URI endpoint;

    private LocalTables(Server server, LocalDynamoDBServerHandler handler, URI endpoint) {
        this.server = server;
        this.handler = handler;
        this.endpoint = endpoint;
    }

    static LocalTables start(String host, int port) throws IOException {
        LocalDynamoDBRequestHandler inMemoryForAllRegions = new LocalDynamoDBRequestHandler(0, true, null, true, false);
        Server server = new Server(new InetSocketAddress(host, port));
        LocalDynamoDBServerHandler handler = new LocalDynamoDBServerHandler(inMemoryForAllRegions, null);
        server.setHandler(handler);
        try {
            server.start();
        } catch (IOException e) {
            String why = e.getCause() == null ? e.getMessage() : e.getCause().getMessage();
            throw (BindException)
                    new BindException("port " + port + " of " + host + " cannot be used: " + why).initCause(e);
        } catch (Exception e) {
            throw new IOException("DynamoDB Local did not start", e);
        }
        int taken = ((ServerConnector) server.getConnectors()[0]).getLocalPort();
        return new LocalTables(server, handler, Reachable.uri(host, taken));
    }

    URI endpoint() {
        return endpoint;
    }

    void create(DynamoDbClient client, List<Template.DeclaredTable> tables) {
        for (Template.DeclaredTable table : tables) {
            List<AttributeDefinition> attributes = table.key().entrySet().stream()
                    .map(part -> AttributeDefinition.builder()
                            .attributeName(part.getKey())
                            .attributeType(part.getValue())
                            .build())
                    .toList();
            List<String> names = List.copyOf(table.key().keySet());
            List<KeySchemaElement> key = names.stream()
                    .map(name -> KeySchemaElement.builder()
                            .attributeName(name)
                            .keyType(name.equals(names.get(0)) ? KeyType.HASH : KeyType.RANGE)
                            .build())
                    .toList();
            client.createTable(CreateTableRequest.builder()
                    .tableName(table.logicalId())
                    .billingMode(BillingMode.PAY_PER_REQUEST)
                    .attributeDefinitions(attributes)
                    .keySchema(key)
                    .build());
        }
    }

    @Override
    public void close() {
        try {
            server.stop();
            handler.close();
        } catch (Exception e) {
            throw new IllegalStateException("DynamoDB Local did not stop", e);
        }
    }
}
