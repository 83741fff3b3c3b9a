package emulators.dynamodb.operation.stream;

import com.fasterxml.jackson.databind.JsonNode;
import emulators.dynamodb.account.Session;
import emulators.dynamodb.error.Errors;
import emulators.dynamodb.input.Shape;
import emulators.dynamodb.input.Text;
import emulators.dynamodb.stream.ChangeStream;
import emulators.wire.protocol.ServiceException;

/** Members that several operations of streams have. */
final class StreamMembers {

    static final Shape STREAM_ARN = Text.ofLength(37, 1024);
    static final Shape SHARD_ID = Text.ofLength(28, 65);

    private StreamMembers() {}

    /**
     * The stream that a request names.
     *
     * @throws ServiceException if there is none
     */
    static ChangeStream stream(JsonNode request, Session session) {
        String arn = request.get("StreamArn").textValue();
        return session.stream(arn).orElseThrow(() -> Errors.streamNotFound(arn));
    }
}
