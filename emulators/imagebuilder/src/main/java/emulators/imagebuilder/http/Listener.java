package emulators.imagebuilder.http;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The socket and its threads. */
public final class Listener implements AutoCloseable {

    private static final int THREADS = 64;

    private final HttpServer server;
    private final ThreadPoolExecutor threads;
    private final URI endpoint;

    private Listener(HttpServer server, ThreadPoolExecutor threads, URI endpoint) {
        this.server = server;
        this.threads = threads;
        this.endpoint = endpoint;
    }

    /** Listens on the host's port, 0 for a free one. */
    public static Listener start(String host, int port, HttpDoor door) throws IOException {
        Limits.apply();
        HttpServer server = HttpServer.create(new InetSocketAddress(host, port), 0);
        ThreadPoolExecutor threads = new ThreadPoolExecutor(
                THREADS, THREADS, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), Listener::thread);
        threads.allowCoreThreadTimeOut(true);
        server.setExecutor(threads);
        server.createContext("/", door);
        server.start();
        return new Listener(
                server,
                threads,
                URI.create(
                        "http://" + bracketed(host) + ":" + server.getAddress().getPort()));
    }

    private static String bracketed(String host) {
        return host.contains(":") ? "[" + host + "]" : host;
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "image-builder-http");
        thread.setDaemon(true);
        return thread;
    }

    public URI endpoint() {
        return endpoint;
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
