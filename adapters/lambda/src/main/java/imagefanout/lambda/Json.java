package imagefanout.lambda;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import imagefanout.model.Malformed;

/** Reads JSON that came from outside, and writes answers. */
public final class Json {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
            .build();

    private Json() {}

    /** @throws Malformed when the text is not one JSON object */
    public static JsonNode object(String text) {
        try {
            JsonNode node = MAPPER.readTree(text == null ? "" : text);
            if (node.isObject()) {
                return node;
            }
        } catch (JsonProcessingException e) {
            // Without the cause: its message quotes what stands in the text.
            throw new Malformed("a JSON object (see line " + line(e) + ")", text);
        }
        throw new Malformed("a JSON object", text);
    }

    private static int line(JsonProcessingException e) {
        return e.getLocation() == null ? 1 : e.getLocation().getLineNr();
    }

    /** A record, or what is made of records, lists and texts, in UTF-8. */
    public static byte[] bytes(Object answer) {
        try {
            return MAPPER.writeValueAsBytes(answer);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("cannot be written as JSON: " + answer, e);
        }
    }
}
