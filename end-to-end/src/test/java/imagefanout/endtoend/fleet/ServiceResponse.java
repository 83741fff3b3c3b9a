package imagefanout.endtoend.fleet;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The response of a service.
 *
 * @param errorName the header {@code x-amzn-ErrorType}, which Image Builder sends
 * @param announced the Content-Length; greater than the body's length if the connection ends early
 */
public record ServiceResponse(int status, Optional<String> errorName, byte[] body, int announced) {
    public static ServiceResponse ok(ObjectNode json) {
        return of(200, Optional.empty(), json);
    }

    /** Creates an error in the service's format: DynamoDB uses the body, Image Builder a header. */
    public static ServiceResponse error(AwsService service, int status, String name, String message) {
        ObjectNode body = SentRequest.JSON.createObjectNode();
        if (service == AwsService.DYNAMODB) {
            body.put("__type", "com.amazonaws.dynamodb.v20120810#" + name);
        }
        body.put("message", message);
        return of(status, service == AwsService.DYNAMODB ? Optional.empty() : Optional.of(name), body);
    }

    static ServiceResponse of(int status, Optional<String> errorName, JsonNode json) {
        byte[] body = json.toString().getBytes(StandardCharsets.UTF_8);
        return new ServiceResponse(status, errorName, body, body.length);
    }

    public boolean isOk() {
        return status == 200;
    }

    /** Returns the body; an empty object if it is not JSON. */
    public ObjectNode json() {
        try {
            return (ObjectNode) SentRequest.JSON.readTree(new String(body, StandardCharsets.UTF_8));
        } catch (JsonProcessingException e) {
            return SentRequest.JSON.createObjectNode();
        }
    }
}
