package emulators.dynamodb.legacy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import emulators.wire.shape.Json;

/** The names and values that the expressions of a rewritten request refer to. */
final class Aliases {

    private final ObjectNode names = Json.object();
    private final ObjectNode values = Json.object();

    /** Adds a placeholder for the attribute and returns it. */
    String name(String attribute) {
        String alias = "#a" + names.size();
        names.put(alias, attribute);
        return alias;
    }

    /** Adds a placeholder for the value and returns it. */
    String value(JsonNode value) {
        String alias = ":v" + values.size();
        values.set(alias, value);
        return alias;
    }

    void addTo(ObjectNode request) {
        if (!names.isEmpty()) {
            request.set("ExpressionAttributeNames", names);
        }
        if (!values.isEmpty()) {
            request.set("ExpressionAttributeValues", values);
        }
    }
}
