package emulators.dynamodb;

import com.fasterxml.jackson.databind.JsonNode;
import emulators.wire.clock.ManualClock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** An emulator on a socket, with its own clock and raw requests. */
final class EmulatedAccount implements AutoCloseable {

    private final ManualClock clock = new ManualClock(InMemory.START);
    private final HttpClient http = HttpClient.newHttpClient();
    private final DynamoDbEmulator emulator;

    EmulatedAccount() {
        try {
            this.emulator = DynamoDbEmulator.start(
                    DynamoDbOptions.defaults().withPort(0).withClock(clock));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        send("CreateTable", """
                {'TableName':'things','BillingMode':'PAY_PER_REQUEST',
                 'AttributeDefinitions':[{'AttributeName':'id','AttributeType':'S'}],
                 'KeySchema':[{'AttributeName':'id','KeyType':'HASH'}]}""");
    }

    ManualClock clock() {
        return clock;
    }

    URI endpoint() {
        return emulator.endpoint();
    }

    /** Calls an operation with JSON in single quotes. */
    HttpResponse<String> send(String operation, String request) {
        return sendRaw(operation, InMemory.json(request).toString());
    }

    HttpResponse<String> sendRaw(String operation, String body) {
        String service =
                operation.contains("Stream") || operation.equals("GetRecords") || operation.equals("GetShardIterator")
                        ? "DynamoDBStreams_20120810."
                        : "DynamoDB_20120810.";
        return exchange(HttpRequest.newBuilder(endpoint())
                .header("X-Amz-Target", service + operation)
                .POST(BodyPublishers.ofString(body)));
    }

    /** Starts a fault and returns its ID. */
    String fault(String json) {
        HttpResponse<String> response = control("POST", "", InMemory.json(json).toString());
        if (response.statusCode() != 200) {
            throw new IllegalArgumentException(response.body());
        }
        return body(response).get("id").textValue();
    }

    HttpResponse<String> control(String method, String rest, String body) {
        return exchange(HttpRequest.newBuilder(URI.create(endpoint() + "/_emulator/faults" + rest))
                .method(method, BodyPublishers.ofString(body)));
    }

    private HttpResponse<String> exchange(HttpRequest.Builder request) {
        try {
            return http.send(request.timeout(Duration.ofSeconds(60)).build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    static JsonNode body(HttpResponse<String> response) {
        return InMemory.json(response.body());
    }

    @Override
    public void close() {
        emulator.close();
    }
}
