package emulators.wire.protocol;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import emulators.wire.shape.Json;
import java.util.Map;

/**
 * restJson1: method and path name the operation; an error's type is in a header.
 *
 * @see <a href="https://smithy.io/2.0/aws/protocols/aws-restjson1-protocol.html">AWS restJson1 protocol</a>
 */
public record RestJson(ErrorType malformedRequest, ErrorType requestTooLarge, ErrorType internalError)
        implements Protocol {

    public RestJson {
        requireNonNull(malformedRequest, "malformedRequest");
        requireNonNull(requestTooLarge, "requestTooLarge");
        requireNonNull(internalError, "internalError");
    }

    @Override
    public WireAnswer success(JsonNode body, String requestId) {
        return new WireAnswer(200, Map.of("Content-Type", "application/json", "x-amzn-RequestId", requestId), body);
    }

    @Override
    public WireAnswer error(ServiceException error, String requestId) {
        ObjectNode body = Json.object();
        if (!error.getMessage().isEmpty()) {
            body.put("message", error.getMessage());
        }
        body.setAll(error.members());
        return new WireAnswer(
                error.type().status(),
                Map.of(
                        "Content-Type",
                        "application/json",
                        "x-amzn-RequestId",
                        requestId,
                        "x-amzn-ErrorType",
                        error.type().name()),
                body);
    }
}
