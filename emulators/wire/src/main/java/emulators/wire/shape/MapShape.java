package emulators.wire.shape;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;

/** A map from strings to values of one shape, with 1 to {@code max} entries. */
public record MapShape(StringShape key, Shape entry, int max) implements Shape {

    @Override
    public void check(String place, JsonNode value) {
        if (!value.isObject()) {
            throw InvalidValueException.at(place, "It must be a map.");
        }
        if (value.isEmpty() || value.size() > max) {
            throw InvalidValueException.at(place, "It must have 1 to " + max + " entries.");
        }
        value.properties().forEach(property -> {
            key.check(place + " (key)", TextNode.valueOf(property.getKey()));
            entry.check(place + "." + property.getKey(), property.getValue());
        });
    }
}
