package imagefanout.localfleet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * The PutEvents operation of EventBridge. {@code GET /} shows the newest events, oldest first.
 *
 * @see <a href="https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutEvents.html">PutEvents</a>
 */
final class LocalAnnouncements implements HttpHandler {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String PUT_EVENTS = "AWSEvents.PutEvents";
    private static final int MAX_KEPT = 1_000;
    private static final int MAX_ENTRIES = 10;

    private final Deque<JsonNode> newest = new ArrayDeque<>();
    private final Consumer<JsonNode> rules;

    /** @param rules receives each event, as a rule of the bus would match it */
    LocalAnnouncements(Consumer<JsonNode> rules) {
        this.rules = rules;
    }

    synchronized List<JsonNode> published() {
        return List.copyOf(newest);
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        byte[] request = exchange.getRequestBody().readAllBytes();
        exchange.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.1");
        if (exchange.getRequestMethod().equals("GET")) {
            HttpEndpoint.send(exchange, 200, JSON.writeValueAsBytes(published()));
            return;
        }
        JsonNode entries = JSON.readTree(request).path("Entries");
        if (!PUT_EVENTS.equals(exchange.getRequestHeaders().getFirst("X-Amz-Target"))
                || entries.isEmpty()
                || entries.size() > MAX_ENTRIES) {
            String error =
                    "{\"__type\":\"ValidationException\",\"message\":\"expected PutEvents with 1 to 10 entries\"}";
            HttpEndpoint.send(exchange, 400, error.getBytes(StandardCharsets.UTF_8));
            return;
        }
        ObjectNode answer = JSON.createObjectNode().put("FailedEntryCount", 0);
        ArrayNode results = answer.putArray("Entries");
        for (JsonNode entry : entries) {
            ObjectNode event = event(entry);
            publish(event);
            results.addObject().put("EventId", event.get("id").asText());
        }
        HttpEndpoint.send(exchange, 200, JSON.writeValueAsBytes(answer));
    }

    private ObjectNode event(JsonNode entry) throws IOException {
        ObjectNode event = JSON.createObjectNode()
                .put("version", "0")
                .put("id", UUID.randomUUID().toString())
                .put("detail-type", entry.path("DetailType").asText())
                .put("source", entry.path("Source").asText())
                .put("account", "123456789012")
                .put("time", Instant.now().toString())
                .put("region", "us-east-1");
        event.putArray("resources");
        return event.set("detail", JSON.readTree(entry.path("Detail").asText()));
    }

    private void publish(JsonNode event) {
        synchronized (this) {
            newest.add(event);
            if (newest.size() > MAX_KEPT) {
                newest.remove();
            }
        }
        rules.accept(event);
    }
}
