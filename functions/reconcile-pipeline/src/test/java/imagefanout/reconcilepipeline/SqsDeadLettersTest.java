package imagefanout.reconcilepipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import imagefanout.lambda.EventJson;
import imagefanout.model.identity.Region;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sqs.model.SqsException;

final class SqsDeadLettersTest {
    private final List<JsonNode> sent = new ArrayList<>();
    private int status = 200;
    private HttpServer queue;
    private SqsDeadLetters deadLetters;

    @BeforeEach
    void start() throws IOException {
        System.setProperty("aws.accessKeyId", "local");
        System.setProperty("aws.secretAccessKey", "local");
        queue = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        queue.createContext("/", this::take);
        queue.start();
        deadLetters = new SqsDeadLetters(new Region("us-east-1"), url());
    }

    @AfterEach
    void stop() {
        queue.stop(0);
    }

    @Test
    void sendsTheBodyUnchangedAndTheReasonAsAnAttribute() {
        deadLetters.send("{\"a\":\n \"é\"", "invalid value:\nexpected a JSON object");

        assertThat(sent).singleElement().satisfies(message -> {
            assertThat(message.path("QueueUrl").asText()).isEqualTo(url());
            assertThat(message.path("MessageBody").asText()).isEqualTo("{\"a\":\n \"é\"");
            assertThat(message.at("/MessageAttributes/reason/DataType").asText())
                    .isEqualTo("String");
            assertThat(message.at("/MessageAttributes/reason/StringValue").asText())
                    .isEqualTo("invalid value: expected a JSON object");
        });
    }

    @Test
    void failsWhenTheQueueRefusesTheMessage() {
        status = 403;

        assertThatExceptionOfType(SqsException.class).isThrownBy(() -> deadLetters.send("body", "reason"));
    }

    @Test
    void theReasonIsOneLineThatSqsAccepts() {
        assertThat(SqsDeadLetters.attribute("a\nb\u0007c\uFFFFd\u00e9")).isEqualTo("a b c d\u00e9");
        assertThat(SqsDeadLetters.attribute("x".repeat(1_001))).hasSize(1_000);
    }

    private String url() {
        return "http://127.0.0.1:" + queue.getAddress().getPort() + "/123456789012/letters";
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            assertThat(exchange.getRequestHeaders().getFirst("X-Amz-Target")).isEqualTo("AmazonSQS.SendMessage");
            sent.add(EventJson.object(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
            byte[] answer = "{\"MessageId\":\"1\"}".getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.0");
            exchange.sendResponseHeaders(status, answer.length);
            exchange.getResponseBody().write(answer);
        }
    }
}
