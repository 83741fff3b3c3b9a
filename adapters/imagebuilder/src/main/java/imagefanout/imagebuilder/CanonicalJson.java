package imagefanout.imagebuilder;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;

/** JSON with sorted keys and no white space, so that equal values have equal texts. Numbers keep all digits. */
final class CanonicalJson {
    static final ObjectMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .enable(JsonNodeFeature.WRITE_PROPERTIES_SORTED)
            .build();

    private CanonicalJson() {}

    static String of(JsonNode json) {
        try {
            return MAPPER.writeValueAsString(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the JSON tree cannot be written", e);
        }
    }

    /** Parses the text of {@link #of}. */
    static JsonNode parse(String json) {
        try {
            return MAPPER.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("the text is not canonical JSON", e);
        }
    }

    /**
     * Removes members and list elements that are null, an empty list or an empty object, at any depth: the service answers with
     * them where nothing is set, and rejects them in a request.
     *
     * @param kept the members that mean something when they are empty; of these, only null is removed
     */
    static void removeUnset(JsonNode json, Set<String> kept) {
        json.forEach(child -> removeUnset(child, kept));
        if (json instanceof ArrayNode array) {
            array.removeIf(element -> element.isNull() || isEmptyContainer(element));
        }
        if (json instanceof ObjectNode object) {
            object.properties()
                    .removeIf(member -> member.getValue().isNull()
                            || isEmptyContainer(member.getValue()) && !kept.contains(member.getKey()));
        }
    }

    private static boolean isEmptyContainer(JsonNode json) {
        return json.isContainerNode() && json.isEmpty();
    }

    /** Removes the member at the JSON pointer. A list element becomes null, so that the others keep their indexes. */
    static void remove(JsonNode json, String pointer) {
        JsonPointer place = JsonPointer.compile(pointer);
        JsonPointer last = place.last();
        JsonNode parent = json.at(place.head());
        if (parent instanceof ObjectNode object) {
            object.remove(last.getMatchingProperty());
        } else if (parent instanceof ArrayNode array) {
            array.setNull(last.getMatchingIndex());
        }
    }
}
