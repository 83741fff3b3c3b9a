package emulators.dynamodb.input;

import com.fasterxml.jackson.databind.JsonNode;
import emulators.dynamodb.value.SerializationException;
import java.util.Locale;

/** How the service refuses a value of another JSON type than its model has. */
final class JsonTypes {

    private JsonTypes() {}

    static SerializationException mismatch(JsonNode value, String expected) {
        if (value.isArray()) {
            return new SerializationException("Start of list found where not expected");
        }
        if (value.isObject()) {
            return new SerializationException("Start of structure or map found where not expected.");
        }
        if (expected.equals("Structure") || expected.equals("List") || expected.equals("Map")) {
            return new SerializationException("Unexpected field type");
        }
        return new SerializationException(token(value) + " can not be converted to " + article(expected));
    }

    private static String token(JsonNode value) {
        if (value.isTextual()) {
            return "STRING_VALUE";
        }
        if (value.isBoolean()) {
            return value.asText().toUpperCase(Locale.ROOT) + "_VALUE";
        }
        return value.isIntegralNumber() ? "NUMBER_VALUE" : "DECIMAL_VALUE";
    }

    private static String article(String expected) {
        return (expected.equals("Integer") ? "an " : "a ") + expected;
    }
}
