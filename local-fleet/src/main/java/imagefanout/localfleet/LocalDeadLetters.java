package imagefanout.localfleet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Counts and prints the events and messages in dead-letter queues, and is the SendMessage operation of SQS for functions that send
 * messages there.
 *
 * @see <a href="https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html">SendMessage</a>
 */
final class LocalDeadLetters implements HttpHandler {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String TARGET = "X-Amz-Target";
    private static final String SEND_MESSAGE = "AmazonSQS.SendMessage";

    private final AtomicInteger count = new AtomicInteger();

    static boolean takes(HttpExchange exchange) {
        return SEND_MESSAGE.equals(exchange.getRequestHeaders().getFirst(TARGET));
    }

    /** @param from the function or queue that it comes from */
    void add(String from, String why) {
        System.err.println("dead letter: " + from + ": " + why);
        count.incrementAndGet();
    }

    int count() {
        return count.get();
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        JsonNode request = JSON.readTree(exchange.getRequestBody().readAllBytes());
        String body = request.path("MessageBody").asText();
        String queue = request.path("QueueUrl").asText().replaceFirst(".*/", "");
        exchange.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.0");
        if (body.isEmpty() || queue.isEmpty()) {
            String error =
                    "{\"__type\":\"com.amazonaws.sqs#InvalidParameterValue\",\"message\":\"expected QueueUrl and MessageBody\"}";
            HttpEndpoint.send(exchange, 400, error.getBytes(StandardCharsets.UTF_8));
            return;
        }
        add(queue, request.at("/MessageAttributes/reason/StringValue").asText("without a reason"));
        HttpEndpoint.send(
                exchange,
                200,
                JSON.writeValueAsBytes(JSON.createObjectNode()
                        .put("MessageId", UUID.randomUUID().toString())));
    }
}
