package emulators.wire.shape;

import com.fasterxml.jackson.databind.JsonNode;

/** true or false. */
public record BooleanShape() implements Shape {

    @Override
    public void check(String place, JsonNode value) {
        if (!value.isBoolean()) {
            throw InvalidValueException.at(place, "It must be true or false.");
        }
    }
}
