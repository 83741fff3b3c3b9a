package emulators.dynamodb;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import emulators.dynamodb.error.Errors;
import emulators.wire.EmulatedService;
import emulators.wire.protocol.AwsJson;
import emulators.wire.protocol.Protocol;
import emulators.wire.protocol.WireRequest;

/**
 * Connects DynamoDB to the wire layer.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Programming.LowLevelAPI.html">DynamoDB
 *     low-level API</a>
 */
final class DynamoDbService implements EmulatedService {

    private static final int MAX_BODY_BYTES = 16 * 1024 * 1024;

    private final AwsJson protocol = new AwsJson("1.0", Operations.namesByTarget(), Errors.INTERNAL_SERVER_ERROR);
    private final DynamoDb dynamoDb;
    private final DynamoDbFaults faults;

    DynamoDbService(DynamoDb dynamoDb, DynamoDbFaults faults) {
        this.dynamoDb = requireNonNull(dynamoDb, "dynamoDb");
        this.faults = requireNonNull(faults, "faults");
    }

    @Override
    public Protocol protocol() {
        return protocol;
    }

    @Override
    public String operation(WireRequest request) {
        return protocol.operationIn(request);
    }

    @Override
    public JsonNode call(String operation, WireRequest request, String requestId) {
        return dynamoDb.call(operation, request.json(), faults.onCall(operation));
    }

    /** The service's maximum request size. */
    @Override
    public int maxBodyBytes() {
        return MAX_BODY_BYTES;
    }
}
