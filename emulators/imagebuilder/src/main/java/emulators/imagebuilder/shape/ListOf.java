package emulators.imagebuilder.shape;

import com.fasterxml.jackson.databind.JsonNode;

/** A list of so many elements of one shape. */
public record ListOf(Shape element, int fewest, int most) implements Shape {

    public static ListOf any(Shape element) {
        return new ListOf(element, 0, Integer.MAX_VALUE);
    }

    public static ListOf atLeastOne(Shape element) {
        return new ListOf(element, 1, Integer.MAX_VALUE);
    }

    public static ListOf upTo(int most, Shape element) {
        return new ListOf(element, 1, most);
    }

    @Override
    public void check(String place, JsonNode value) {
        if (!value.isArray()) {
            throw InvalidValue.at(place, "It must be a list.");
        }
        if (value.size() < fewest || value.size() > most) {
            throw InvalidValue.at(place, "It must have " + fewest + " to " + most + " elements.");
        }
        for (int i = 0; i < value.size(); i++) {
            element.check(place + "[" + i + "]", value.get(i));
        }
    }
}
