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
import java.util.zip.CRC32;

/**
 * AWS APIs on the loopback interface that answer what was once recorded: a JSON object with an array of answers for each
 * operation, given one after the other, and then from the first again.
 */
final class CannedAws implements AutoCloseable {
    /** As REST services may, and DynamoDB never does: the client has seen both. */
    private static final int IN_CHUNKS = 0;

    private static final String TARGET = "X-Amz-Target";

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

    private void answer(HttpExchange exchange) throws IOException {
        exchange.getRequestBody().readAllBytes();
        JsonNode all = answers.path(operation(exchange));
        int status = all.isEmpty() ? 400 : 200;
        byte[] body = next(operation(exchange), all).toString().getBytes(StandardCharsets.UTF_8);
        CRC32 checksum = new CRC32();
        checksum.update(body);
        exchange.getResponseHeaders().set("x-amz-crc32", Long.toString(checksum.getValue())); // as DynamoDB does
        exchange.sendResponseHeaders(status, isDynamoDb(exchange) ? body.length : IN_CHUNKS);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    /** DynamoDB names it in a header, behind the API's version; Image Builder in the path. */
    private static String operation(HttpExchange exchange) {
        String target = exchange.getRequestHeaders().getFirst(TARGET);
        return isDynamoDb(exchange)
                ? target.substring(target.indexOf('.') + 1)
                : exchange.getRequestURI().getPath().substring(1);
    }

    private static boolean isDynamoDb(HttpExchange exchange) {
        return exchange.getRequestHeaders().containsKey(TARGET);
    }

    private JsonNode next(String operation, JsonNode all) {
        int before = given.merge(operation, 1, Integer::sum) - 1;
        return all.isEmpty() ? all : all.path(before % all.size());
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
