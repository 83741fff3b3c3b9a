package emulators.dynamodb.value;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Base64;
import java.util.Locale;

/** The JSON shapes that the service's deserializer accepts, and its errors for others. */
public final class JsonShape {

    private JsonShape() {}

    /** @throws SerializationException if the JSON is not a string */
    public static String text(JsonNode json) {
        if (json.isTextual()) {
            return json.textValue();
        }
        throw notConvertible(json, "String");
    }

    /** @throws SerializationException if the JSON is not a boolean */
    public static boolean bool(JsonNode json) {
        if (json.isBoolean()) {
            return json.booleanValue();
        }
        if (json.isTextual()) {
            throw new SerializationException("Unexpected token received from parser");
        }
        throw notConvertible(json, "Boolean");
    }

    /** @throws SerializationException if the JSON is not a 64-bit integer */
    public static long whole(JsonNode json) {
        if (json.isIntegralNumber() && json.canConvertToLong()) {
            return json.longValue();
        }
        throw notConvertible(json, "Long");
    }

    static BinaryValue binary(JsonNode json) {
        if (!json.isTextual()) {
            throw new SerializationException("only base-64-encoded strings are convertible to bytes");
        }
        String text = json.textValue();
        if (text.length() % 4 != 0) {
            throw new SerializationException(
                    "Base64 encoded length is expected a multiple of 4 bytes but found: " + text.length());
        }
        try {
            return BinaryValue.of(Base64.getDecoder().decode(text));
        } catch (IllegalArgumentException e) {
            throw new SerializationException("Invalid Base64 text \"" + text + "\"");
        }
    }

    static void requireStructure(JsonNode json) {
        if (!json.isObject()) {
            throw new SerializationException(
                    json.isArray()
                            ? "Unrecognized collection type class com.amazonaws.dynamodb.v20120810.AttributeValue"
                            : "Unexpected value type in payload");
        }
    }

    /** @throws SerializationException if the JSON is not an object */
    public static JsonNode requireMap(JsonNode json) {
        if (json.isObject()) {
            return json;
        }
        throw new SerializationException(
                json.isArray() ? "Unrecognized collection type java.util.Map" : "Unexpected field type");
    }

    /** @throws SerializationException if the JSON is not an array */
    public static JsonNode requireArray(JsonNode json) {
        if (json.isArray()) {
            return json;
        }
        throw new SerializationException(
                json.isObject() ? "Start of structure or map found where not expected" : "Unexpected field type");
    }

    private static SerializationException notConvertible(JsonNode json, String type) {
        if (json.isArray()) {
            return new SerializationException("Unrecognized collection type class java.lang." + type);
        }
        if (json.isObject()) {
            return new SerializationException("Start of structure or map found where not expected");
        }
        String token = json.isBoolean()
                ? json.asText().toUpperCase(Locale.ROOT)
                : json.getNodeType().name();
        return new SerializationException(token + "_VALUE cannot be converted to " + type);
    }
}
