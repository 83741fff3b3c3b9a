package emulators.wire;

import static java.util.Objects.requireNonNull;

import com.sun.net.httpserver.HttpExchange;
import emulators.wire.protocol.WireAnswer;
import emulators.wire.shape.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** Writes answers: a small one with its length, a large one in chunks, so that it is never completely in memory. */
final class AnswerWriter extends OutputStream {

    private static final int MAX_BUFFERED_BYTES = 64 * 1024;

    private final HttpExchange exchange;
    private final int status;
    private final ByteArrayOutputStream buffer = new ByteArrayOutputStream();
    private boolean inChunks;

    private AnswerWriter(HttpExchange exchange, int status) {
        this.exchange = requireNonNull(exchange, "exchange");
        this.status = status;
    }

    static void write(HttpExchange exchange, WireAnswer answer) throws IOException {
        answer.headers().forEach(exchange.getResponseHeaders()::set);
        if (exchange.getRequestMethod().equals("HEAD")) {
            exchange.sendResponseHeaders(answer.status(), -1);
            return;
        }
        AnswerWriter writer = new AnswerWriter(exchange, answer.status());
        Json.mapper().writeValue(writer, answer.body());
        writer.finish();
    }

    @Override
    public void write(int oneByte) throws IOException {
        write(new byte[] {(byte) oneByte}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        if (!inChunks && buffer.size() + length > MAX_BUFFERED_BYTES) {
            exchange.sendResponseHeaders(status, 0);
            buffer.writeTo(exchange.getResponseBody());
            inChunks = true;
        }
        if (inChunks) {
            exchange.getResponseBody().write(bytes, offset, length);
        } else {
            buffer.write(bytes, offset, length);
        }
    }

    /** Ignores close(): the JSON writer closes its stream too early. */
    @Override
    public void close() {}

    private void finish() throws IOException {
        if (!inChunks) {
            exchange.sendResponseHeaders(status, buffer.size());
            buffer.writeTo(exchange.getResponseBody());
        }
        exchange.getResponseBody().flush();
    }
}
