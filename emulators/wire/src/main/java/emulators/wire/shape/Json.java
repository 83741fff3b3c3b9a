package emulators.wire.shape;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads and writes JSON without loss. No input can exhaust the reader.
 *
 * <p>Output is ASCII: other characters are escaped, so that even an unpaired surrogate is preserved.
 */
public final class Json {

    private static final int MAX_DEPTH = 200;

    private static final ObjectMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_DEPTH)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private Json() {}

    public static ObjectMapper mapper() {
        return MAPPER;
    }

    public static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    /** Parses the bytes as a JSON object. No bytes give an empty object. */
    public static ObjectNode objectIn(byte[] bytes) throws InvalidValueException {
        if (bytes.length == 0) {
            return object();
        }
        JsonNode value;
        try {
            value = MAPPER.readTree(bytes);
        } catch (JsonProcessingException e) {
            throw new InvalidValueException("The request is not valid JSON: " + e.getOriginalMessage());
        } catch (NumberFormatException e) {
            throw new InvalidValueException("The request has a number that is too large.");
        } catch (IOException e) {
            throw new InvalidValueException("The request is not JSON in UTF-8.");
        }
        if (value instanceof ObjectNode object) {
            return object;
        }
        throw new InvalidValueException("The request is not a JSON object.");
    }

    public static byte[] bytes(JsonNode value) {
        try {
            return MAPPER.writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A tree that was read can be written", e);
        }
    }

    public static String text(JsonNode value) {
        try {
            return MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A tree that was read can be written", e);
        }
    }

    /** Returns a member's text; empty if the member is absent or null. */
    public static Optional<String> text(JsonNode object, String member) {
        return Optional.ofNullable(object.get(member))
                .filter(JsonNode::isTextual)
                .map(JsonNode::textValue);
    }

    /** Returns the elements of a list member; none if it is absent. */
    public static List<JsonNode> elements(JsonNode object, String member) {
        List<JsonNode> elements = new ArrayList<>();
        if (object.get(member) instanceof ArrayNode list) {
            list.forEach(elements::add);
        }
        return elements;
    }

    /** Returns the texts in a list member; none if it is absent. */
    public static List<String> texts(JsonNode object, String member) {
        return elements(object, member).stream().map(JsonNode::asText).toList();
    }

    /** Copies the named members that are present. */
    public static void copy(JsonNode from, ObjectNode to, String... members) {
        for (String member : members) {
            JsonNode value = from.get(member);
            if (value != null && !value.isNull()) {
                to.set(member, value);
            }
        }
    }
}
