package imagefanout.imagebuilder;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A server that gives a test's replies one after the other, and then repeats the last one. For replies that the emulator cannot
 * give: malformed values, unknown members, broken connections.
 */
final class ScriptedService implements AutoCloseable {
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Deque<Reply> replies;
    private final List<String> requests = Collections.synchronizedList(new ArrayList<>());
    private final CountDownLatch closed = new CountDownLatch(1);

    ScriptedService(Reply... replies) {
        this.replies = new ArrayDeque<>(Arrays.asList(replies));
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    /** The reply to one request. */
    interface Reply {
        void to(HttpExchange exchange, CountDownLatch closed) throws IOException;
    }

    static Reply ok(String json) {
        return (exchange, closed) -> send(exchange, 200, json);
    }

    static Reply error(int status, String name, String message) {
        return (exchange, closed) -> {
            exchange.getResponseHeaders().add("x-amzn-ErrorType", name);
            send(exchange, status, "{\"message\":\"" + message + "\"}");
        };
    }

    /** Half an answer, then a lost connection. */
    static Reply brokenOff(String json) {
        return (exchange, closed) -> {
            byte[] body = json.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body, 0, body.length / 2);
            exchange.getResponseBody().flush();
            throw new IOException("lost on purpose");
        };
    }

    /** No answer while the service runs. */
    static Reply silence() {
        return (exchange, closed) -> {
            try {
                closed.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        };
    }

    private static void send(HttpExchange exchange, int status, String json) throws IOException {
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            exchange.getRequestBody().readAllBytes();
            Reply reply;
            synchronized (replies) {
                requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
                reply = replies.size() > 1 ? replies.remove() : replies.element();
            }
            reply.to(exchange, closed);
        }
    }

    /** Method and path of each request, in order of arrival. */
    List<String> requests() {
        return List.copyOf(requests);
    }

    URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
