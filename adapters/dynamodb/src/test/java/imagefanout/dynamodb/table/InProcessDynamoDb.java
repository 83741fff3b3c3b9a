package imagefanout.dynamodb.table;

import com.amazonaws.services.dynamodbv2.local.main.ServerRunner;
import com.amazonaws.services.dynamodbv2.local.server.DynamoDBProxyServer;
import imagefanout.model.identity.Region;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;

/** DynamoDB Local, in memory, started once for all tests of a run; each test makes a table of its own. */
public final class InProcessDynamoDb implements BeforeAllCallback {
    private static final Namespace NAMESPACE = Namespace.create(InProcessDynamoDb.class);

    private Server server;

    @Override
    public void beforeAll(ExtensionContext context) {
        server = context.getRoot()
                .getStore(NAMESPACE)
                .computeIfAbsent(Server.class, key -> Server.start(), Server.class);
    }

    /** A real client, with interceptors that see every request. */
    public DynamoDbClient client(ExecutionInterceptor... interceptors) {
        return DynamoDbClients.create(
                new Region("us-east-1"), Optional.of(server.endpoint()), Arrays.asList(interceptors));
    }

    /** The name of a new table in the catalog's shape. */
    public String newTable() {
        return newTable(CatalogTable::creation);
    }

    /** The name of a new table in another shape. */
    public String newTable(Function<String, CreateTableRequest> creation) {
        String name = "Table" + server.tables().incrementAndGet();
        server.client().createTable(creation.apply(name));
        return name;
    }

    private record Server(DynamoDBProxyServer proxy, URI endpoint, DynamoDbClient client, AtomicInteger tables)
            implements AutoCloseable {
        static Server start() {
            System.setProperty("aws.accessKeyId", "local");
            System.setProperty("aws.secretAccessKey", "local");
            try {
                int port = freePort();
                String[] options = {"-inMemory", "-disableTelemetry", "-port", Integer.toString(port)};
                DynamoDBProxyServer proxy = ServerRunner.createServerFromCommandLineArgs(options);
                proxy.start();
                URI endpoint = URI.create("http://127.0.0.1:" + port);
                DynamoDbClient client =
                        DynamoDbClients.create(new Region("us-east-1"), Optional.of(endpoint), List.of());
                return new Server(proxy, endpoint, client, new AtomicInteger());
            } catch (Exception e) {
                throw new IllegalStateException("DynamoDB Local does not start", e);
            }
        }

        private static int freePort() throws IOException {
            try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                return socket.getLocalPort();
            }
        }

        @Override
        public void close() {
            client.close();
            try {
                proxy.stop();
            } catch (Exception e) {
                throw new IllegalStateException("DynamoDB Local does not stop", e);
            }
        }
    }
}
