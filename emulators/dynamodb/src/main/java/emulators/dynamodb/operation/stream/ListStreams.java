package emulators.dynamodb.operation.stream;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import emulators.dynamodb.account.Session;
import emulators.dynamodb.account.State;
import emulators.dynamodb.input.InputNumber;
import emulators.dynamodb.input.InputStructure;
import emulators.dynamodb.operation.DynamoDbOperation;
import emulators.dynamodb.request.Members;
import emulators.dynamodb.stream.ChangeStream;
import emulators.dynamodb.stream.StreamDefinition;
import emulators.wire.shape.Json;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Lists the streams of all tables, or of one, page by page.
 *
 * @see <a href="https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_streams_ListStreams.html">ListStreams</a>
 */
public final class ListStreams implements DynamoDbOperation {

    private static final int MAX_STREAMS = 100;

    @Override
    public InputStructure input() {
        return InputStructure.of("ListStreamsInput")
                .allows("TableName", Members.TABLE_NAME)
                .allows("Limit", InputNumber.between(1, MAX_STREAMS))
                .allows("ExclusiveStartStreamArn", StreamMembers.STREAM_ARN);
    }

    @Override
    public ObjectNode answer(ObjectNode request, Session session) {
        Optional<String> table = Json.text(request, "TableName");
        String start = request.path("ExclusiveStartStreamArn").asText("");
        int limit = request.path("Limit").asInt(MAX_STREAMS);
        List<StreamDefinition> rest = all(session.state())
                .filter(stream -> table.isEmpty() || table.get().equals(stream.tableName()))
                .filter(stream -> stream.arn().compareTo(start) > 0)
                .sorted(Comparator.comparing(StreamDefinition::arn))
                .toList();
        ObjectNode answer = Json.object();
        ArrayNode streams = answer.putArray("Streams");
        rest.stream().limit(limit).forEach(stream -> streams.addObject()
                .put("StreamArn", stream.arn())
                .put("TableName", stream.tableName())
                .put("StreamLabel", stream.label()));
        if (rest.size() > limit) {
            answer.put("LastEvaluatedStreamArn", rest.get(limit - 1).arn());
        }
        return answer;
    }

    private static Stream<StreamDefinition> all(State state) {
        return Stream.concat(
                        state.tables().values().flatMap(table -> table.stream().stream()),
                        state.formerStreams().values())
                .map(ChangeStream::definition);
    }
}
