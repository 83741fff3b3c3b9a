package emulators.imagebuilder.shape;

import com.fasterxml.jackson.databind.JsonNode;

/** true or false. */
public record Flag() implements Shape {

    @Override
    public void check(String place, JsonNode value) {
        if (!value.isBoolean()) {
            throw InvalidValue.at(place, "It must be true or false.");
        }
    }
}
