package emulators.imagebuilder.shape;

import com.fasterxml.jackson.databind.JsonNode;

/** A whole number of 32 bits within its bounds. */
public record Whole(int lowest, int highest) implements Shape {

    public static Whole from(int lowest) {
        return new Whole(lowest, Integer.MAX_VALUE);
    }

    public static Whole between(int lowest, int highest) {
        return new Whole(lowest, highest);
    }

    @Override
    public void check(String place, JsonNode value) {
        if (!value.isIntegralNumber()) {
            throw InvalidValue.at(place, "It must be a whole number.");
        }
        if (!value.canConvertToInt() || value.intValue() < lowest || value.intValue() > highest) {
            throw InvalidValue.at(place, "It must be " + lowest + " to " + highest + ".");
        }
    }
}
