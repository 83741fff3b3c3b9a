package emulators.dynamodb.input;

import com.fasterxml.jackson.databind.JsonNode;
import emulators.dynamodb.value.JsonShape;

/** A whole number within bounds. */
public final class InputNumber implements InputShape {

    private final long min;
    private final long max;

    private InputNumber(long min, long max) {
        this.min = min;
        this.max = max;
    }

    /** Any 32-bit integer. */
    public static InputNumber any() {
        return new InputNumber(Integer.MIN_VALUE, Integer.MAX_VALUE);
    }

    public static InputNumber atLeast(long min) {
        return new InputNumber(min, Long.MAX_VALUE);
    }

    public static InputNumber between(long min, long max) {
        return new InputNumber(min, max);
    }

    @Override
    public void check(JsonNode value, String path, Violations violations) {
        long number = JsonShape.whole(value);
        if (number < min) {
            violations.add(show(value), path, "Member must have value greater than or equal to " + min);
        } else if (number > max) {
            violations.add(show(value), path, "Member must have value less than or equal to " + max);
        }
    }

    @Override
    public String show(JsonNode value) {
        return value.asText();
    }
}
