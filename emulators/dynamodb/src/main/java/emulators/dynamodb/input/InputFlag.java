package emulators.dynamodb.input;

import com.fasterxml.jackson.databind.JsonNode;
import emulators.dynamodb.value.JsonShape;

/** True or false. */
public final class InputFlag implements InputShape {

    @Override
    public void check(JsonNode value, String path, Violations violations) {
        JsonShape.bool(value);
    }

    @Override
    public String show(JsonNode value) {
        return value.asText();
    }
}
