package emulators.wire;

import static java.util.Objects.requireNonNull;

import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.concurrent.ExecutorService;

/**
 * An HTTP server that no client can block: an idle connection uses no thread; a slow one uses its own thread and is closed after 20 seconds.
 */
public final class WireServer implements AutoCloseable {

    /** The accept backlog. With the JDK's default of 50, a burst of clients would be refused. */
    private static final int BACKLOG = 1024;

    private final HttpServer server;
    private final ExecutorService threads;
    private final URI endpoint;

    private WireServer(HttpServer server, ExecutorService threads, URI endpoint) {
        this.server = requireNonNull(server, "server");
        this.threads = requireNonNull(threads, "threads");
        this.endpoint = requireNonNull(endpoint, "endpoint");
    }

    /**
     * Starts listening.
     *
     * @param port 0 selects a free port
     * @param handler usually a {@link WireHandler}
     * @throws java.net.BindException when the port is in use
     * @throws IOException when the host is unknown
     */
    public static WireServer start(String host, int port, HttpHandler handler) throws IOException {
        ServerLimits.apply();
        HttpServer server = HttpServer.create(new InetSocketAddress(host, port), BACKLOG);
        ExecutorService threads = RequestThreads.start();
        server.setExecutor(threads);
        server.createContext("/", handler);
        server.start();
        URI endpoint = URI.create(
                "http://" + bracketed(host) + ":" + server.getAddress().getPort());
        return new WireServer(server, threads, endpoint);
    }

    private static String bracketed(String host) {
        return host.contains(":") ? "[" + host + "]" : host;
    }

    /** Returns the base URL: {@code http://host:port}. */
    public URI endpoint() {
        return endpoint;
    }

    /** Stops listening and closes every connection. */
    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
