package emulators.dynamodb;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.junit.jupiter.api.AfterEach;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

class SocketOperationsTest extends OperationsContract {

    private DynamoDbEmulator emulator;

    @Override
    DynamoDbClient newClient() {
        try {
            emulator = DynamoDbEmulator.start(DynamoDbOptions.defaults().withPort(0));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Clients.overSocket(emulator.endpoint());
    }

    @AfterEach
    void stop() {
        emulator.close();
    }
}
