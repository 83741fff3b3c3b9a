package emulators.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.fasterxml.jackson.databind.node.ObjectNode;
import emulators.wire.fault.Faults;
import emulators.wire.shape.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** An {@link EchoService} on a socket, with an HTTP client and raw connections. */
final class EchoServer implements AutoCloseable {

    /** Much shorter than the server's 20-second limit for slow connections, much longer than an answer takes. */
    private static final Duration CLIENT_TIMEOUT = Duration.ofSeconds(10);

    private final EchoService service = new EchoService();
    private final Faults faults = new Faults(EchoService.OPERATIONS, List.of(EchoService.THROTTLED), List.of());
    private final HttpClient client = HttpClient.newHttpClient();
    private final List<Socket> connections = new ArrayList<>();
    private final WireServer server;

    EchoServer() {
        try {
            server = WireServer.start("127.0.0.1", 0, new WireHandler(service, faults, Map.of(), () -> "request-1"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    EchoService service() {
        return service;
    }

    HttpResponse<String> call(String operation, String body) {
        return send(HttpRequest.newBuilder(server.endpoint())
                .header("X-Amz-Target", "Echo_20260101." + operation)
                .POST(BodyPublishers.ofString(body)));
    }

    HttpResponse<String> control(String method, String path, String body) {
        return send(HttpRequest.newBuilder(URI.create(server.endpoint() + "/_emulator/" + path))
                .method(method, BodyPublishers.ofString(body)));
    }

    /** Returns the number of calls that the only fault applied to. */
    int concerned() {
        ObjectNode list = Json.objectIn(control("GET", "faults", "").body().getBytes(ISO_8859_1));
        return list.at("/faults/0/concerned").intValue();
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return client.send(request.timeout(CLIENT_TIMEOUT).build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    static String request(String operation, String body) {
        return "POST / HTTP/1.1\r\nHost: a\r\nConnection: close\r\nX-Amz-Target: Echo_20260101." + operation
                + "\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
    }

    /** Opens a connection and sends these bytes. It stays open until this server is closed. */
    Socket connection(String bytes) {
        try {
            Socket socket =
                    new Socket(server.endpoint().getHost(), server.endpoint().getPort());
            connections.add(socket);
            socket.setSoTimeout((int) CLIENT_TIMEOUT.toMillis());
            socket.getOutputStream().write(bytes.getBytes(ISO_8859_1));
            socket.getOutputStream().flush();
            return socket;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns everything that the server sends until it closes the connection. */
    static String answer(Socket socket) {
        try {
            return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        for (Socket socket : connections) {
            socket.close();
        }
        server.close();
    }
}
