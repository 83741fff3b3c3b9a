package emulators.organizations;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import emulators.wire.protocol.ErrorType;
import emulators.wire.protocol.ServiceException;
import emulators.wire.shape.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

/** An emulator on a socket, called by raw requests. */
final class WireOrganization implements AutoCloseable {

    private final HttpClient http = HttpClient.newHttpClient();
    private final OrganizationsEmulator emulator;

    WireOrganization(OrganizationsOptions options) {
        try {
            this.emulator = OrganizationsEmulator.start(options);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    JsonNode call(String operation, ObjectNode request) {
        HttpResponse<byte[]> response = exchange(HttpRequest.newBuilder(emulator.endpoint())
                .header("X-Amz-Target", "AWSOrganizationsV20161128." + operation)
                .header("Content-Type", "application/x-amz-json-1.1")
                .POST(BodyPublishers.ofByteArray(Json.bytes(request))));
        ObjectNode body = Json.objectIn(response.body());
        if (response.statusCode() != 200) {
            throw new ServiceException(
                    new ErrorType(body.get("__type").textValue(), response.statusCode()),
                    body.path("message").asText());
        }
        return body;
    }

    /** Calls a command of the control endpoint. */
    HttpResponse<byte[]> control(String method, String path, String json) {
        return exchange(HttpRequest.newBuilder(URI.create(emulator.endpoint() + "/_emulator/" + path))
                .method(method, BodyPublishers.ofString(json.replace('\'', '"'))));
    }

    private HttpResponse<byte[]> exchange(HttpRequest.Builder request) {
        try {
            return http.send(request.build(), BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        emulator.close();
    }
}
