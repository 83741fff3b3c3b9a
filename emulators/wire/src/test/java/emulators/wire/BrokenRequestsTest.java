package emulators.wire;

import static emulators.wire.EchoServer.request;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.SocketException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Every broken request gets an answer or its connection is closed, and the server still serves the next client. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BrokenRequestsTest {

    private static final String CHUNKED =
            "POST / HTTP/1.1\r\nHost: a\r\nX-Amz-Target: Echo_20260101.Echo\r\nTransfer-Encoding: chunked\r\n\r\n";

    static final List<String> BROKEN = List.of(
            "\r\n\r\n",
            "GET / HTTP/9.9\r\n\r\n",
            "GET http://[ HTTP/1.1\r\n\r\n",
            "GET mailto:nobody HTTP/1.1\r\nHost: a\r\n\r\n",
            "OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n",
            "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: -5\r\n\r\n",
            "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 99999999999999999999\r\n\r\n",
            "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip\r\n\r\n",
            CHUNKED + "zz\r\n",
            CHUNKED + "ffffffffffffffffff\r\n",
            CHUNKED + "2\r\n{}xx0\r\n\r\n",
            CHUNKED + "5\r\n{}",
            CHUNKED + "2\r\n{}\r\n0\r\nX-Trailer: a\r\n\r\n",
            "GET / HTTP/1.1\r\nX: " + "y".repeat(10_000_000) + "\r\n\r\n",
            "GET / HTTP/1.1\r\n" + "X: y\r\n".repeat(200_000) + "\r\n");

    private EchoServer server;

    @BeforeAll
    void start() {
        server = new EchoServer();
    }

    @AfterAll
    void stop() throws IOException {
        server.close();
    }

    @ParameterizedTest
    @FieldSource("BROKEN")
    void answersOrEndsTheConnection(String bytes) {
        String answer = answer(bytes);

        // The JDK's server answers 501 to an unsupported transfer encoding, as RFC 9112 recommends.
        assertThat(answer).matches("(?s)|HTTP/1.1 ([2-4]|501).*");
        assertThat(server.call("Echo", "{}").statusCode()).isEqualTo(200);
    }

    @Test
    void explainsABadChunk() {
        assertThat(answer(CHUNKED + "zz\r\n"))
                .startsWith("HTTP/1.1 400")
                .contains("SerializationException", "The body cannot be read");
    }

    @Test
    void explainsATrailer() {
        assertThat(answer(CHUNKED + "2\r\n{}\r\n0\r\nX-Trailer: a\r\n\r\n")).startsWith("HTTP/1.1 400");
    }

    @Test
    void answersRequestsWithLargeHeaders() {
        String start = request("Echo", "{}").replace("\r\n\r\n", "\r\n");
        String body = "\r\n{}";
        start = start.substring(0, start.length() - 2);

        assertThat(answer(start + "X: " + "y".repeat(1_000_000) + "\r\n" + body))
                .startsWith("HTTP/1.1 200");
        assertThat(answer(start + "X: y\r\n".repeat(20_000) + body)).startsWith("HTTP/1.1 200");
    }

    @Test
    void readsGoodChunks() {
        assertThat(answer(CHUNKED + "2\r\n{}\r\n0\r\n\r\n")).startsWith("HTTP/1.1 200");
    }

    @Test
    void refusesALargeBodyWithoutReadingIt() {
        assertThat(answer("POST / HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Length: 2000\r\n\r\n"))
                .startsWith("HTTP/1.1 413");
    }

    @Test
    void refusesALargeChunkedBody() {
        assertThat(answer(CHUNKED + "800\r\n" + " ".repeat(0x800) + "\r\n0\r\n\r\n"))
                .startsWith("HTTP/1.1 413");
    }

    @Test
    void servesTwoRequestsOnOneConnection() {
        String twice = request("Echo", "{}").replace("Connection: close\r\n", "") + request("Echo", "{}");

        assertThat(answer(twice).split("HTTP/1.1 200", -1)).hasSize(3);
    }

    /** Returns everything the server sends until it closes the connection. Fails on a timeout. */
    private String answer(String bytes) {
        try {
            Socket socket = server.connection(bytes);
            socket.shutdownOutput();
            return EchoServer.answer(socket);
        } catch (UncheckedIOException e) {
            return ended(e.getCause(), e);
        } catch (IOException e) {
            return ended(e, new UncheckedIOException(e));
        }
    }

    private static String ended(IOException cause, UncheckedIOException otherwise) {
        if (cause instanceof SocketException) {
            return "";
        }
        throw otherwise;
    }
}
