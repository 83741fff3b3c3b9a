package imagefanout.localfleet;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** An HTTP server with one handler for all requests. */
final class HttpEndpoint implements AutoCloseable {
    private static final int THREADS = 16;

    private final HttpServer server;
    private final ExecutorService threads;
    private final URI uri;

    private HttpEndpoint(HttpServer server, ExecutorService threads, URI uri) {
        this.server = server;
        this.threads = threads;
        this.uri = uri;
    }

    static HttpEndpoint start(String host, int port, HttpHandler handler) throws IOException {
        HttpServer server = bound(host, port);
        ExecutorService threads = Executors.newFixedThreadPool(THREADS, LocalThreads.named("http"));
        server.setExecutor(threads);
        server.createContext("/", handler);
        server.start();
        return new HttpEndpoint(server, threads, uri(host, server.getAddress().getPort()));
    }

    private static HttpServer bound(String host, int port) throws IOException {
        try {
            return HttpServer.create(new InetSocketAddress(host, port), 0);
        } catch (BindException e) {
            throw unusable(host, port, e);
        }
    }

    /** Names the port, which the JDK's own message does not. */
    static BindException unusable(String host, int port, BindException why) {
        return (BindException)
                new BindException("port " + port + " of " + host + " cannot be used: " + why.getMessage())
                        .initCause(why);
    }

    /** The URI of a local server: 127.0.0.1 for a server that listens on 0.0.0.0 or ::. */
    static URI uri(String host, int port) {
        String name = host.equals("0.0.0.0") || host.equals("::") ? "127.0.0.1" : host;
        return URI.create("http://" + name + ":" + port);
    }

    URI uri() {
        return uri;
    }

    static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
        boolean bodyless = exchange.getRequestMethod().equals("HEAD") || status == 204 || status == 304;
        exchange.sendResponseHeaders(status, bodyless || body.length == 0 ? -1 : body.length);
        if (!bodyless && body.length > 0) {
            exchange.getResponseBody().write(body);
        }
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
