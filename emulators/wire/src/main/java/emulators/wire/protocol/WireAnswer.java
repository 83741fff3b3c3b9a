package emulators.wire.protocol;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import java.util.Map;

/** An HTTP response before it is written. The body must not be modified. */
public record WireAnswer(int status, Map<String, String> headers, JsonNode body) {

    public WireAnswer {
        headers = Map.copyOf(headers);
        requireNonNull(body, "body");
    }

    /** Returns a copy without the body. */
    public WireAnswer withoutBody() {
        return new WireAnswer(status, headers, NullNode.instance);
    }
}
