package emulators.dynamodb;

import static java.util.Objects.requireNonNull;

import emulators.wire.WireHandler;
import emulators.wire.WireServer;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import java.util.UUID;

/**
 * A local DynamoDB: point any AWS SDK, the AWS CLI, or boto3 at {@link #endpoint()}. The README lists the supported operations. All data is in memory and is lost on {@link #close()}.
 */
public final class DynamoDbEmulator implements AutoCloseable {

    private final DynamoDb dynamoDb;
    private final WireServer server;

    private DynamoDbEmulator(DynamoDb dynamoDb, WireServer server) {
        this.dynamoDb = requireNonNull(dynamoDb, "dynamoDb");
        this.server = requireNonNull(server, "server");
    }

    /**
     * Starts an emulator without tables.
     *
     * @throws java.net.BindException if the port is in use
     * @throws IOException if the host is unknown
     */
    public static DynamoDbEmulator start(DynamoDbOptions options) throws IOException {
        DynamoDb dynamoDb = DynamoDb.empty(options);
        return new DynamoDbEmulator(
                dynamoDb, WireServer.start(options.host(), options.port(), withoutSocket(dynamoDb)));
    }

    /** Returns a handler for these tables without a socket, for tests that start thousands of them. */
    public static WireHandler withoutSocket(DynamoDb dynamoDb) {
        DynamoDbFaults faults = new DynamoDbFaults(dynamoDb);
        DynamoDbService service = new DynamoDbService(dynamoDb, faults);
        return new WireHandler(
                service, faults.all(), Map.of(), () -> UUID.randomUUID().toString());
    }

    /** Returns the base URL: {@code http://host:port}. */
    public URI endpoint() {
        return server.endpoint();
    }

    /** Returns the account that it serves. Direct calls and calls over the socket see the same tables. */
    public DynamoDb dynamoDb() {
        return dynamoDb;
    }

    @Override
    public void close() {
        server.close();
    }
}
