package emulators.dynamodb.operation.stream;

import com.fasterxml.jackson.databind.JsonNode;
import emulators.dynamodb.account.Session;
import emulators.dynamodb.error.Errors;
import emulators.dynamodb.input.InputShape;
import emulators.dynamodb.input.InputText;
import emulators.dynamodb.stream.ChangeStream;
import emulators.wire.protocol.ServiceException;

/** Members that several stream operations share. */
final class StreamMembers {

    static final InputShape STREAM_ARN = InputText.ofLength(37, 1024);
    static final InputShape SHARD_ID = InputText.ofLength(28, 65);

    private StreamMembers() {}

    /**
     * Returns the stream that a request names.
     *
     * @throws ServiceException if the stream does not exist
     */
    static ChangeStream stream(JsonNode request, Session session) {
        String arn = request.get("StreamArn").textValue();
        return session.stream(arn).orElseThrow(() -> Errors.streamNotFound(arn));
    }
}
