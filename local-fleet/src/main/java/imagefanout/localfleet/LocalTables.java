package imagefanout.localfleet;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import emulators.dynamodb.DynamoDb;
import emulators.dynamodb.DynamoDbEmulator;
import emulators.dynamodb.DynamoDbOptions;
import java.io.IOException;
import java.net.BindException;
import java.net.URI;
import java.util.List;

/** A DynamoDB emulator with the template's tables. */
public final class LocalTables implements AutoCloseable {
    private final DynamoDbEmulator emulator;
    private final URI endpoint;

    private LocalTables(DynamoDbEmulator emulator, URI endpoint) {
        this.emulator = emulator;
        this.endpoint = endpoint;
    }

    static LocalTables start(String host, int port) throws IOException {
        try {
            DynamoDbEmulator emulator = DynamoDbEmulator.start(
                    DynamoDbOptions.defaults().withHost(host).withPort(port));
            return new LocalTables(
                    emulator, HttpEndpoint.uri(host, emulator.endpoint().getPort()));
        } catch (BindException e) {
            throw HttpEndpoint.unusable(host, port, e);
        }
    }

    /** Creates tables, named by their logical IDs. */
    public static void create(DynamoDb dynamoDb, List<Template.DeclaredTable> tables) {
        for (Template.DeclaredTable table : tables) {
            dynamoDb.call("CreateTable", table.creation());
            table.timeToLive().ifPresent(timeToLive -> {
                ObjectNode update = JsonNodeFactory.instance.objectNode().put("TableName", table.logicalId());
                dynamoDb.call("UpdateTimeToLive", update.set("TimeToLiveSpecification", timeToLive));
            });
        }
    }

    DynamoDb dynamoDb() {
        return emulator.dynamoDb();
    }

    URI endpoint() {
        return endpoint;
    }

    @Override
    public void close() {
        emulator.close();
    }
}
