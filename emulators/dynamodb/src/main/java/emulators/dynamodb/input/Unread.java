package emulators.dynamodb.input;

import com.fasterxml.jackson.databind.JsonNode;

/** A value that is checked later, when it is read, such as an attribute value. */
public final class Unread implements InputShape {

    @Override
    public void check(JsonNode value, String path, Violations violations) {
        // Checked when it is read.
    }

    @Override
    public String show(JsonNode value) {
        return value.toString();
    }
}
