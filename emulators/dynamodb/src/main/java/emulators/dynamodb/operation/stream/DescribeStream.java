package emulators.dynamodb.operation.stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import emulators.dynamodb.account.Session;
import emulators.dynamodb.input.InputNumber;
import emulators.dynamodb.input.InputStructure;
import emulators.dynamodb.operation.DynamoDbOperation;
import emulators.dynamodb.operation.table.TableDescription;
import emulators.dynamodb.stream.ChangeStream;
import emulators.dynamodb.stream.StreamDefinition;
import emulators.wire.shape.Json;

/**
 * Describes a stream and its only shard.
 *
 * @see <a href="https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_streams_DescribeStream.html">DescribeStream</a>
 */
public final class DescribeStream implements DynamoDbOperation {

    @Override
    public InputStructure input() {
        return InputStructure.of("DescribeStreamInput")
                .requires("StreamArn", StreamMembers.STREAM_ARN)
                .allows("Limit", InputNumber.between(1, 100))
                .allows("ExclusiveStartShardId", StreamMembers.SHARD_ID);
    }

    @Override
    public ObjectNode answer(ObjectNode request, Session session) {
        ChangeStream stream = StreamMembers.stream(request, session);
        StreamDefinition definition = stream.definition();
        ObjectNode answer = Json.object();
        ObjectNode description = answer.putObject("StreamDescription");
        description.put("StreamArn", definition.arn());
        description.put("StreamLabel", definition.label());
        description.put("StreamStatus", stream.isDisabled() ? "DISABLED" : "ENABLED");
        description.put("StreamViewType", definition.viewType().name());
        description.set("CreationRequestDateTime", TableDescription.seconds(definition.created()));
        description.put("TableName", definition.tableName());
        description.set("KeySchema", TableDescription.keySchema(definition.schema()));
        addShard(description.putArray("Shards"), stream, request);
        return answer;
    }

    private static void addShard(ArrayNode shards, ChangeStream stream, JsonNode request) {
        String id = stream.definition().shardId();
        if (request.path("ExclusiveStartShardId").asText("").compareTo(id) >= 0) {
            return;
        }
        ObjectNode shard = shards.addObject().put("ShardId", id);
        ObjectNode range = shard.putObject("SequenceNumberRange")
                .put("StartingSequenceNumber", stream.definition().startingSequenceNumber());
        stream.endingSequenceNumber().ifPresent(number -> range.put("EndingSequenceNumber", number));
    }
}
