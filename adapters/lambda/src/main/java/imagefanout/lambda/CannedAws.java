package imagefanout.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32;

/**
 * Serves canned answers of AWS APIs on the loopback interface. Each operation cycles through the elements of its JSON array.
 */
final class CannedAws implements AutoCloseable {
    /** Image Builder answers in chunks and DynamoDB does not. Priming covers both. */
    private static final int CHUNKED = 0;

    private final JsonNode answers;
    private final Map<String, Integer> calls = new HashMap<>();
    private final HttpServer server;

    /** Serves the answers until it is closed. */
    CannedAws(JsonNode answers) throws IOException {
        this.answers = answers;
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** DynamoDB's operation is in a header, after the API version; Image Builder's is in the path. */
    private void answer(HttpExchange exchange) throws IOException {
        exchange.getRequestBody().readAllBytes();
        Optional<String> target =
                Optional.ofNullable(exchange.getRequestHeaders().getFirst("X-Amz-Target"));
        String operation = target.map(text -> text.substring(text.indexOf('.') + 1))
                .orElse(exchange.getRequestURI().getPath().substring(1));
        JsonNode canned = answers.path(operation);
        int previousCalls = calls.merge(operation, 1, Integer::sum) - 1;
        byte[] body = (canned.isEmpty() ? canned : canned.path(previousCalls % canned.size()))
                .toString()
                .getBytes(StandardCharsets.UTF_8);
        CRC32 checksum = new CRC32();
        checksum.update(body);
        exchange.getResponseHeaders().set("x-amz-crc32", Long.toString(checksum.getValue())); // as DynamoDB does
        exchange.sendResponseHeaders(canned.isEmpty() ? 400 : 200, target.isPresent() ? body.length : CHUNKED);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
