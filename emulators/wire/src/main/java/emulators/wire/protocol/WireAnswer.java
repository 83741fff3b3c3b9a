package emulators.wire.protocol;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import java.util.Map;

/** An HTTP response before it is written. The body must not change any more. */
public record WireAnswer(int status, Map<String, String> headers, JsonNode body) {

    public WireAnswer {
        headers = Map.copyOf(headers);
        requireNonNull(body, "body");
    }

    /** The same without what makes it large. */
    public WireAnswer withoutBody() {
        return new WireAnswer(status, headers, NullNode.instance);
    }
}
