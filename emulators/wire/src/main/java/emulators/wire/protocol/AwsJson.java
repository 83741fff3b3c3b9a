package emulators.wire.protocol;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import emulators.wire.shape.Json;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * awsJson1_0 and awsJson1_1: every request is a POST whose header {@code X-Amz-Target} names the operation; an error's type is in the
 * body, as {@code __type}.
 *
 * @param version {@code 1.0} or {@code 1.1}, as in the answers' content type
 * @param operations by target prefix, such as {@code DynamoDB_20120810}
 * @see <a href="https://smithy.io/2.0/aws/protocols/aws-json-1_0-protocol.html">AWS JSON 1.0 protocol</a>
 * @see <a href="https://smithy.io/2.0/aws/protocols/aws-json-1_1-protocol.html">AWS JSON 1.1 protocol</a>
 */
public record AwsJson(String version, Map<String, Set<String>> operations, ErrorType internalError)
        implements Protocol {

    /** The error for a target that is not an operation of the service. */
    public static final ErrorType UNKNOWN_OPERATION =
            new ErrorType("com.amazon.coral.service#UnknownOperationException", 400);

    /** The error for a body that is not the JSON that the operation expects. */
    public static final ErrorType SERIALIZATION = new ErrorType("com.amazon.coral.service#SerializationException", 400);

    private static final ErrorType TOO_LARGE =
            new ErrorType("com.amazon.coral.service#RequestEntityTooLargeException", 413);

    public AwsJson {
        requireNonNull(version, "version");
        operations = Map.copyOf(operations);
        requireNonNull(internalError, "internalError");
    }

    /** Returns the operation name, without the target's prefix. */
    public String operationIn(WireRequest request) throws ServiceException {
        String target = request.header("X-Amz-Target").orElse("");
        int dot = target.indexOf('.');
        String operation = target.substring(dot + 1);
        if (!request.method().equals("POST")
                || dot < 0
                || !operations.getOrDefault(target.substring(0, dot), Set.of()).contains(operation)) {
            throw new ServiceException(
                    UNKNOWN_OPERATION,
                    "Unknown operation \"" + target + "\": expected a POST whose header X-Amz-Target is one of "
                            + prefixes() + " and an operation that this emulator supports.");
        }
        return operation;
    }

    private String prefixes() {
        return operations.keySet().stream()
                .sorted()
                .map(prefix -> "\"" + prefix + ".\"")
                .collect(Collectors.joining(", "));
    }

    @Override
    public WireAnswer success(JsonNode body, String requestId) {
        return answer(200, body, requestId);
    }

    @Override
    public WireAnswer error(ServiceException error, String requestId) {
        ObjectNode body = Json.object().put("__type", error.type().id());
        if (!error.getMessage().isEmpty()) {
            body.put("message", error.getMessage());
        }
        body.setAll(error.members());
        return answer(error.type().status(), body, requestId);
    }

    private WireAnswer answer(int status, JsonNode body, String requestId) {
        return new WireAnswer(
                status,
                Map.of("Content-Type", "application/x-amz-json-" + version, "x-amzn-RequestId", requestId),
                body);
    }

    @Override
    public ErrorType malformedRequest() {
        return SERIALIZATION;
    }

    @Override
    public ErrorType requestTooLarge() {
        return TOO_LARGE;
    }
}
