package imagefanout.queryimages;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Serves the API on a local port, for a browser. */
final class LocalApiServer implements AutoCloseable {
    private final HttpServer server;

    LocalApiServer(TestApi api) throws IOException {
        this(api, Optional.empty());
    }

    /** @param token required by all routes except for the page, like with a JWT authorizer */
    LocalApiServer(TestApi api, Optional<String> token) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> serve(api, token, exchange));
        server.start();
    }

    String url() {
        return "http://localhost:" + server.getAddress().getPort() + "/";
    }

    private static void serve(TestApi api, Optional<String> token, HttpExchange exchange) {
        try (exchange) {
            Map<String, String> headers = new TreeMap<>();
            exchange.getRequestHeaders().forEach((name, values) -> headers.put(name, values.get(0)));
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            if (token.isPresent()
                    && !exchange.getRequestURI().getPath().equals("/")
                    && !("Bearer " + token.get()).equals(headers.get("Authorization"))) {
                exchange.sendResponseHeaders(401, -1);
                return;
            }
            TestApi.Response response;
            synchronized (api) {
                response = api.send(
                        exchange.getRequestMethod(), exchange.getRequestURI().toString(), headers, body);
            }
            response.headers().forEach(exchange.getResponseHeaders()::set);
            byte[] bytes = response.body().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(response.status(), bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
