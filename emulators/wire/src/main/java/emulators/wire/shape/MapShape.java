package emulators.wire.shape;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;

/** A map from text to values of one shape, with one to so many entries. */
public record MapShape(StringShape key, Shape entry, int most) implements Shape {

    @Override
    public void check(String place, JsonNode value) {
        if (!value.isObject()) {
            throw InvalidValueException.at(place, "It must be a map.");
        }
        if (value.isEmpty() || value.size() > most) {
            throw InvalidValueException.at(place, "It must have 1 to " + most + " entries.");
        }
        value.properties().forEach(property -> {
            key.check(place + " (key)", TextNode.valueOf(property.getKey()));
            entry.check(place + "." + property.getKey(), property.getValue());
        });
    }
}
