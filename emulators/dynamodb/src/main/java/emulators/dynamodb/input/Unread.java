package emulators.dynamodb.input;

import com.fasterxml.jackson.databind.JsonNode;

/** A value that whoever reads it checks: an attribute value, for instance. */
public final class Unread implements InputShape {

    @Override
    public void check(JsonNode value, String path, Violations violations) {
        // Its reader does.
    }

    @Override
    public String show(JsonNode value) {
        return value.toString();
    }
}
