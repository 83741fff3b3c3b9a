package imagefanout.localfleet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import emulators.dynamodb.DynamoDb;
import emulators.wire.protocol.ServiceException;
import java.util.Optional;

/**
 * Reads the stream of a table from its oldest record on. When the table is deleted and created again, it goes on with the stream of
 * the new one. Used by one thread.
 */
final class TableRecords {
    private final DynamoDb dynamoDb;
    private final String table;
    private String streamArn = "";
    private String ended = "";
    private Optional<String> iterator = Optional.empty();

    TableRecords(DynamoDb dynamoDb, String table) {
        this.dynamoDb = dynamoDb;
        this.table = table;
    }

    /** The records since the last call, as an event of Lambda's event source: empty when there are none. */
    Optional<ObjectNode> next() {
        try {
            return iterator.or(this::start).flatMap(this::read);
        } catch (ServiceException e) {
            // Iterators expire after 15 minutes, for example while a laptop sleeps. Records can arrive twice, as in
            // AWS.
            System.err.println("stream of " + table + ": restarts: " + e.getMessage());
            iterator = Optional.empty();
            return Optional.empty();
        }
    }

    /** An iterator at the oldest record of the table's stream, unless the stream was read to its end. */
    private Optional<String> start() {
        return stream().filter(arn -> !arn.equals(ended)).map(arn -> {
            streamArn = arn;
            JsonNode stream = call("DescribeStream", request("StreamArn", arn));
            ObjectNode oldest = request("StreamArn", arn)
                    .put(
                            "ShardId",
                            stream.at("/StreamDescription/Shards/0/ShardId").asText())
                    .put("ShardIteratorType", "TRIM_HORIZON");
            return call("GetShardIterator", oldest).path("ShardIterator").asText();
        });
    }

    private Optional<String> stream() {
        try {
            JsonNode described =
                    call("DescribeTable", request("TableName", table)).path("Table");
            return Optional.ofNullable(described.get("LatestStreamArn")).map(JsonNode::asText);
        } catch (ServiceException e) {
            // The table was deleted; it may be created again.
            return Optional.empty();
        }
    }

    private Optional<ObjectNode> read(String from) {
        ObjectNode answer = call("GetRecords", request("ShardIterator", from));
        iterator = Optional.ofNullable(answer.get("NextShardIterator")).map(JsonNode::asText);
        if (iterator.isEmpty()) {
            ended = streamArn;
        }
        JsonNode records = answer.path("Records");
        return records.isEmpty() ? Optional.empty() : Optional.of(event(records));
    }

    /** Records in the event also name their stream. */
    private ObjectNode event(JsonNode records) {
        ObjectNode event = JsonNodeFactory.instance.objectNode();
        ArrayNode all = event.putArray("Records");
        records.forEach(record -> all.add(((ObjectNode) record.deepCopy()).put("eventSourceARN", streamArn)));
        return event;
    }

    private ObjectNode call(String operation, ObjectNode request) {
        return dynamoDb.call(operation, request);
    }

    private static ObjectNode request(String member, String value) {
        return JsonNodeFactory.instance.objectNode().put(member, value);
    }
}
