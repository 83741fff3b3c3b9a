package imagefanout.localfleet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import emulators.dynamodb.DynamoDb;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Lambda's event source mapping for a table's stream: reads records, and invokes a function with those that match a filter, batch
 * by batch. There is no batching window. What fails, as a whole or from one record on, is delivered again.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/with-ddb.html">Using AWS Lambda with Amazon DynamoDB</a>
 */
final class LocalStream implements AutoCloseable {
    private static final int POLL_MILLIS = 200;
    private static final int MAX_ATTEMPTS = 3;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final TableRecords records;
    private final List<JsonNode> filters;
    private final LocalQueue.Target function;
    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(LocalThreads.named("stream"));

    /** Reads the table's stream from its oldest record. */
    LocalStream(DynamoDb dynamoDb, Template.DeclaredStream stream, LocalQueue.Target function) {
        this.records = new TableRecords(dynamoDb, stream.table());
        this.filters = stream.filters();
        this.function = function;
        timer.scheduleWithFixedDelay(this::poll, 0, POLL_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void poll() {
        records.next().map(event -> (ArrayNode) event.get("Records")).ifPresent(batch -> {
            ArrayNode admitted = JSON.createArrayNode();
            batch.forEach(record -> {
                if (filters.isEmpty() || filters.stream().anyMatch(filter -> LocalEventBus.matches(filter, record))) {
                    admitted.add(record);
                }
            });
            deliver(admitted);
        });
    }

    private void deliver(ArrayNode batch) {
        ArrayNode left = batch;
        for (int attempt = 1; !left.isEmpty(); attempt++) {
            left = failed(left);
            if (attempt == MAX_ATTEMPTS && !left.isEmpty()) {
                function.addDeadLetter(left.toString());
                return;
            }
        }
    }

    /** Invokes the function. Returns the records from the first failed one on. */
    private ArrayNode failed(ArrayNode batch) {
        ObjectNode event = JSON.createObjectNode().set("Records", batch);
        try {
            JsonNode answer = JSON.readTree(function.invoke(event.toString().getBytes(StandardCharsets.UTF_8)));
            List<String> failures = answer.path("batchItemFailures").findValuesAsText("itemIdentifier");
            ArrayNode left = JSON.createArrayNode();
            batch.forEach(record -> {
                if (!left.isEmpty()
                        || failures.contains(
                                record.at("/dynamodb/SequenceNumber").asText())) {
                    left.add(record);
                }
            });
            return left;
        } catch (IOException | RuntimeException e) {
            System.err.println("stream: a batch failed: " + e.getMessage());
            return batch;
        }
    }

    @Override
    public void close() {
        LocalThreads.stop(timer);
    }
}
