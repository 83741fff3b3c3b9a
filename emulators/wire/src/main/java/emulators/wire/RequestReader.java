package emulators.wire;

import com.sun.net.httpserver.HttpExchange;
import emulators.wire.protocol.WireRequest;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.Objects;
import java.util.Optional;

/** Reads complete requests, up to a maximum size. */
final class RequestReader {

    /** The number of bytes of a refused body to read and discard, so that the client receives the error. */
    private static final long MAX_DROPPED_BYTES = 64L * 1024 * 1024;

    private RequestReader() {}

    /**
     * Reads the request; empty if its body is larger, whether by Content-Length or by the bytes received.
     *
     * @throws IOException when the body is not encoded as HTTP requires, or the connection ends
     */
    static Optional<WireRequest> read(HttpExchange exchange, int maxBodyBytes) throws IOException {
        if (contentLength(exchange) > maxBodyBytes) {
            return Optional.empty();
        }
        byte[] body = exchange.getRequestBody().readNBytes(maxBodyBytes + 1);
        if (body.length > maxBodyBytes) {
            return Optional.empty();
        }
        URI uri = exchange.getRequestURI();
        return Optional.of(new WireRequest(
                exchange.getRequestMethod(),
                Objects.requireNonNullElse(uri.getRawPath(), ""),
                Objects.requireNonNullElse(uri.getRawQuery(), ""),
                exchange.getRequestHeaders(),
                body));
    }

    private static long contentLength(HttpExchange exchange) {
        String length = exchange.getRequestHeaders().getFirst("Content-Length");
        // The server has already refused a non-numeric length.
        return length == null ? 0 : Long.parseLong(length.trim());
    }

    /** Reads and discards the rest of a body. */
    static void drop(InputStream rest) throws IOException {
        byte[] buffer = new byte[8192];
        long dropped = 0;
        for (int read = rest.read(buffer); read >= 0 && dropped < MAX_DROPPED_BYTES; read = rest.read(buffer)) {
            dropped += read;
        }
    }
}
