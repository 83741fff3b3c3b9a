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
 * Serves canned answers of AWS APIs on the loopback interface: for each operation, the elements of a JSON array in turn, again
 * and again.
 */
final class CannedAws implements AutoCloseable {
    /** REST services may answer in chunks, DynamoDB never does; the client should have seen both. */
    private static final int IN_CHUNKS = 0;

    private final JsonNode answers;
    private final Map<String, Integer> given = new HashMap<>();
    private final HttpServer server;

    private CannedAws(JsonNode answers, HttpServer server) {
        this.answers = answers;
        this.server = server;
    }

    static CannedAws serve(JsonNode answers) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        CannedAws recorded = new CannedAws(answers, server);
        server.createContext("/", recorded::answer);
        server.start();
        return recorded;
    }

    URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** DynamoDB names the operation in a header, after the API's version, Image Builder in the path. */
    private void answer(HttpExchange exchange) throws IOException {
        exchange.getRequestBody().readAllBytes();
        Optional<String> target =
                Optional.ofNullable(exchange.getRequestHeaders().getFirst("X-Amz-Target"));
        String operation = target.map(text -> text.substring(text.indexOf('.') + 1))
                .orElse(exchange.getRequestURI().getPath().substring(1));
        JsonNode all = answers.path(operation);
        int before = given.merge(operation, 1, Integer::sum) - 1;
        byte[] body =
                (all.isEmpty() ? all : all.path(before % all.size())).toString().getBytes(StandardCharsets.UTF_8);
        CRC32 checksum = new CRC32();
        checksum.update(body);
        exchange.getResponseHeaders().set("x-amz-crc32", Long.toString(checksum.getValue())); // as DynamoDB does
        exchange.sendResponseHeaders(all.isEmpty() ? 400 : 200, target.isPresent() ? body.length : IN_CHUNKS);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
