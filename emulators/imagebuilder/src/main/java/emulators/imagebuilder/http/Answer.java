package emulators.imagebuilder.http;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import emulators.imagebuilder.operation.Refusal;
import emulators.imagebuilder.shape.Json;
import java.util.Optional;

/** What goes back over the wire. */
record Answer(int status, Optional<String> errorName, JsonNode body) {

    Answer {
        requireNonNull(errorName, "errorName");
        requireNonNull(body, "body");
    }

    static Answer ok(JsonNode body) {
        return new Answer(200, Optional.empty(), body);
    }

    static Answer of(Refusal refusal) {
        return new Answer(
                refusal.error().status(),
                Optional.of(refusal.error().wireName()),
                Json.object().put("message", refusal.getMessage()));
    }
}
