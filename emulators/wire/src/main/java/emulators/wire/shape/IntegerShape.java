package emulators.wire.shape;

import com.fasterxml.jackson.databind.JsonNode;

/** A whole number of 32 bits within its bounds. */
public record IntegerShape(int lowest, int highest) implements Shape {

    public static IntegerShape from(int lowest) {
        return new IntegerShape(lowest, Integer.MAX_VALUE);
    }

    public static IntegerShape between(int lowest, int highest) {
        return new IntegerShape(lowest, highest);
    }

    @Override
    public void check(String place, JsonNode value) {
        if (!value.isIntegralNumber()) {
            throw InvalidValueException.at(place, "It must be a whole number.");
        }
        if (!value.canConvertToInt() || value.intValue() < lowest || value.intValue() > highest) {
            throw InvalidValueException.at(place, "It must be " + lowest + " to " + highest + ".");
        }
    }
}
