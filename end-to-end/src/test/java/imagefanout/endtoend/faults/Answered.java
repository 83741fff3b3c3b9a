package imagefanout.endtoend.faults;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * What a service answers.
 *
 * @param errorName goes into the header {@code x-amzn-ErrorType}, where Image Builder has it
 * @param announced how long the body is said to be; longer than it is when the connection ends half-way
 */
record Answered(int status, Optional<String> errorName, byte[] body, int announced) {
    static Answered ok(ObjectNode json) {
        return of(200, Optional.empty(), json);
    }

    /** As each of the two says it: DynamoDB in the body, Image Builder in a header. */
    static Answered error(Service service, int status, String name, String message) {
        ObjectNode body = Sent.JSON.createObjectNode();
        if (service == Service.DYNAMODB) {
            body.put("__type", "com.amazonaws.dynamodb.v20120810#" + name);
        }
        body.put("message", message);
        return of(status, service == Service.DYNAMODB ? Optional.empty() : Optional.of(name), body);
    }

    private static Answered of(int status, Optional<String> errorName, ObjectNode json) {
        byte[] body = json.toString().getBytes(StandardCharsets.UTF_8);
        return new Answered(status, errorName, body, body.length);
    }

    boolean isOk() {
        return status == 200;
    }

    /** An empty object when it is none. */
    ObjectNode json() {
        try {
            return (ObjectNode) Sent.JSON.readTree(new String(body, StandardCharsets.UTF_8));
        } catch (JsonProcessingException e) {
            return Sent.JSON.createObjectNode();
        }
    }
}
