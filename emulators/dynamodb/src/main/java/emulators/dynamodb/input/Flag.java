package emulators.dynamodb.input;

import com.fasterxml.jackson.databind.JsonNode;

/** True or false. */
public final class Flag implements Shape {

    @Override
    public void check(JsonNode value, String path, Violations violations) {
        if (!value.isBoolean()) {
            throw JsonTypes.mismatch(value, "Boolean");
        }
    }

    @Override
    public String show(JsonNode value) {
        return value.asText();
    }
}
