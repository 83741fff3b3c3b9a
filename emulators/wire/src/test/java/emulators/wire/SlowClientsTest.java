package emulators.wire;

import static emulators.wire.EchoServer.request;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Slow clients do not delay other clients. The timeouts here are shorter than the server's limit for slow clients. */
class SlowClientsTest {

    private static final int CLIENTS = 200;

    private final EchoServer server = new EchoServer();

    @AfterEach
    void close() throws IOException {
        server.close();
    }

    @Test
    void answersWhileConnectionsSendNothing() {
        connections("");

        assertThatTheNextClientIsAnswered();
    }

    @Test
    void answersWhileHeadersDoNotEnd() {
        connections("POST / HTTP/1.1\r\nHost: a\r\nX-Amz-");

        assertThatTheNextClientIsAnswered();
    }

    @Test
    void answersWhileBodiesDoNotEnd() {
        connections("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\n{");

        assertThatTheNextClientIsAnswered();
    }

    @Test
    void answersWhileAnswersAreNotRead() {
        Stream.generate(() -> server.connection(request("Large", "{\"megabytes\":8}")))
                .limit(20)
                .toList();

        assertThatTheNextClientIsAnswered();
    }

    @Test
    void answersWhileCallsAreDelayed() {
        delayLargeCalls();
        List<Socket> delayed = connections(request("Large", "{\"megabytes\":0}"));
        awaitConcerned(delayed.size());

        assertThatTheNextClientIsAnswered();

        assertThat(server.service().calls()).isEqualTo(1);
    }

    @Test
    void endsTheWaitOfDelayedCallsWithTheirFault() {
        delayLargeCalls();
        List<Socket> delayed = connections(request("Large", "{\"megabytes\":0}"));
        awaitConcerned(delayed.size());

        assertThat(server.control("DELETE", "faults", "").statusCode()).isEqualTo(200);

        assertThat(delayed)
                .allSatisfy(socket -> assertThat(EchoServer.answer(socket)).startsWith("HTTP/1.1 200"));
    }

    private List<Socket> connections(String bytes) {
        return Stream.generate(() -> server.connection(bytes)).limit(CLIENTS).toList();
    }

    private void delayLargeCalls() {
        server.control("POST", "faults", "{\"kind\":\"LATENCY\",\"operation\":\"Large\",\"millis\":60000}");
    }

    private void awaitConcerned(int calls) {
        while (server.concerned() < calls) {
            Thread.onSpinWait();
        }
    }

    private void assertThatTheNextClientIsAnswered() {
        assertThat(server.call("Echo", "{\"a\":1}").body()).isEqualTo("{\"a\":1}");
        assertThat(server.control("GET", "health", "").body()).isEqualTo("{\"status\":\"ok\"}");
    }
}
