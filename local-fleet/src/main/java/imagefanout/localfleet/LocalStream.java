package imagefanout.localfleet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import emulators.dynamodb.DynamoDb;
import emulators.wire.protocol.ServiceException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Lambda's event source mapping for a table's stream: reads records and invokes a function with them, batch by batch. There is
 * no batching window.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/with-ddb.html">Using AWS Lambda with Amazon DynamoDB</a>
 */
final class LocalStream implements AutoCloseable {
    private static final int POLL_MILLIS = 200;

    private final DynamoDb dynamoDb;
    private final LocalFunctions functions;
    private final String function;
    private final String streamArn;
    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(LocalThreads.named("stream"));
    private String iterator;

    /** Reads the table's stream from its oldest record. */
    LocalStream(DynamoDb dynamoDb, String table, LocalFunctions functions, String function) {
        this.dynamoDb = dynamoDb;
        this.functions = functions;
        this.function = function;
        streamArn = dynamoDb.call("DescribeTable", request("TableName", table))
                .at("/Table/LatestStreamArn")
                .asText();
        iterator = firstIterator();
        timer.scheduleWithFixedDelay(this::poll, 0, POLL_MILLIS, TimeUnit.MILLISECONDS);
    }

    private String firstIterator() {
        String shard = dynamoDb.call("DescribeStream", request("StreamArn", streamArn))
                .at("/StreamDescription/Shards/0/ShardId")
                .asText();
        ObjectNode first =
                request("StreamArn", streamArn).put("ShardId", shard).put("ShardIteratorType", "TRIM_HORIZON");
        return dynamoDb.call("GetShardIterator", first).get("ShardIterator").asText();
    }

    private void poll() {
        ObjectNode answer;
        try {
            answer = dynamoDb.call("GetRecords", request("ShardIterator", iterator));
        } catch (ServiceException e) {
            // Iterators expire after 15 minutes, for example while a laptop sleeps. Records can arrive twice, as in
            // AWS.
            System.err.println("stream: restarts: " + e.getMessage());
            iterator = firstIterator();
            return;
        }
        iterator = answer.path("NextShardIterator").asText();
        if (!answer.path("Records").isEmpty()) {
            functions.deliver(function, event(answer.path("Records")).toString().getBytes(StandardCharsets.UTF_8));
        }
    }

    /** Records in the event also name their stream. */
    private ObjectNode event(JsonNode records) {
        ObjectNode event = JsonNodeFactory.instance.objectNode();
        ArrayNode all = event.putArray("Records");
        records.forEach(record -> all.add(((ObjectNode) record.deepCopy()).put("eventSourceARN", streamArn)));
        return event;
    }

    private static ObjectNode request(String member, String value) {
        return JsonNodeFactory.instance.objectNode().put(member, value);
    }

    @Override
    public void close() {
        LocalThreads.stop(timer);
    }
}
