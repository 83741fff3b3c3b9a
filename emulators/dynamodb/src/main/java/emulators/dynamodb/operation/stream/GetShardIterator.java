package emulators.dynamodb.operation.stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import emulators.dynamodb.account.Session;
import emulators.dynamodb.error.Errors;
import emulators.dynamodb.input.InputStructure;
import emulators.dynamodb.input.InputText;
import emulators.dynamodb.operation.DynamoDbOperation;
import emulators.dynamodb.stream.ChangeStream;
import emulators.dynamodb.stream.SequenceNumber;
import emulators.dynamodb.stream.ShardIterator;
import emulators.dynamodb.value.ValidationException;
import emulators.wire.shape.Json;

/**
 * Returns an iterator for a position in a shard.
 *
 * @see <a href="https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_streams_GetShardIterator.html">GetShardIterator</a>
 */
public final class GetShardIterator implements DynamoDbOperation {

    @Override
    public InputStructure input() {
        return InputStructure.of("GetShardIteratorInput")
                .requires("StreamArn", StreamMembers.STREAM_ARN)
                .requires("ShardId", StreamMembers.SHARD_ID)
                .requires(
                        "ShardIteratorType",
                        InputText.oneOf("AFTER_SEQUENCE_NUMBER", "LATEST", "AT_SEQUENCE_NUMBER", "TRIM_HORIZON"))
                .allows("SequenceNumber", InputText.ofLength(21, 40));
    }

    @Override
    public ObjectNode answer(ObjectNode request, Session session) {
        ChangeStream stream = StreamMembers.stream(request, session);
        String shard = request.get("ShardId").textValue();
        if (!shard.equals(stream.definition().shardId())) {
            throw Errors.shardNotFound(shard);
        }
        ShardIterator iterator =
                new ShardIterator(stream.definition().arn(), first(request, stream, session), session.now());
        return Json.object().put("ShardIterator", iterator.text());
    }

    private static long first(JsonNode request, ChangeStream stream, Session session) {
        String type = request.get("ShardIteratorType").textValue();
        return switch (type) {
            case "TRIM_HORIZON" -> stream.firstSequence(session.now());
            case "LATEST" -> session.state().sequence() + 1;
            case "AT_SEQUENCE_NUMBER" -> kept(given(request, type), stream, session);
            default -> kept(given(request, type), stream, session) + 1;
        };
    }

    private static long given(JsonNode request, String type) {
        if (!request.hasNonNull("SequenceNumber")) {
            throw new ValidationException("The SequenceNumber parameter is required when ShardIteratorType is " + type);
        }
        return SequenceNumber.parse(request.get("SequenceNumber").textValue());
    }

    private static long kept(long sequence, ChangeStream stream, Session session) {
        if (sequence < stream.firstSequence(session.now())) {
            throw Errors.dataTrimmed();
        }
        return sequence;
    }
}
