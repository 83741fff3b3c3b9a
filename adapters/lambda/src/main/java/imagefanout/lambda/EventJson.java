package imagefanout.lambda;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import imagefanout.model.MalformedException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/** Parses JSON from outside and writes answers. */
public final class EventJson {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .defaultPropertyInclusion(JsonInclude.Value.ALL_NON_NULL)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
            .build();

    private EventJson() {}

    /** @throws MalformedException when the text is not a single JSON object */
    public static JsonNode object(String text) {
        try {
            JsonNode node = MAPPER.readTree(text == null ? "" : text);
            if (node.isObject()) {
                return node;
            }
        } catch (JsonProcessingException e) {
            // Without the cause, whose message quotes the text.
            throw new MalformedException("a JSON object (see line " + line(e) + ")", text);
        }
        throw new MalformedException("a JSON object", text);
    }

    /** An instant such as {@code 2026-01-31T12:00:00.000Z}; empty when it is absent or no instant. */
    static Optional<Instant> instant(JsonNode time) {
        try {
            return Optional.ofNullable(time.textValue()).map(Instant::parse);
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    private static int line(JsonProcessingException e) {
        return e.getLocation() == null ? 1 : e.getLocation().getLineNr();
    }

    /** Writes an answer in UTF-8, without members that are null. */
    public static byte[] bytes(Object answer) {
        try {
            return MAPPER.writeValueAsBytes(answer);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("cannot be written as JSON: " + answer, e);
        }
    }
}
