package emulators.wire.shape;

import com.fasterxml.jackson.databind.JsonNode;

/** A list with elements of one shape. */
public record ListShape(Shape element, int min, int max) implements Shape {

    public static ListShape any(Shape element) {
        return new ListShape(element, 0, Integer.MAX_VALUE);
    }

    public static ListShape atLeastOne(Shape element) {
        return new ListShape(element, 1, Integer.MAX_VALUE);
    }

    public static ListShape upTo(int max, Shape element) {
        return new ListShape(element, 1, max);
    }

    @Override
    public void check(String place, JsonNode value) {
        if (!value.isArray()) {
            throw InvalidValueException.at(place, "It must be a list.");
        }
        if (value.size() < min || value.size() > max) {
            throw InvalidValueException.at(place, "It must have " + min + " to " + max + " elements.");
        }
        for (int i = 0; i < value.size(); i++) {
            element.check(place + "[" + i + "]", value.get(i));
        }
    }
}
