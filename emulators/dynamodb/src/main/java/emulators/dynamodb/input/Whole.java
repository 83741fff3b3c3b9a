package emulators.dynamodb.input;

import com.fasterxml.jackson.databind.JsonNode;
import emulators.dynamodb.value.JsonShape;

/** A whole number within bounds. */
public final class Whole implements Shape {

    private final long min;
    private final long max;

    private Whole(long min, long max) {
        this.min = min;
        this.max = max;
    }

    /** Any that fits 32 bits. */
    public static Whole any() {
        return new Whole(Integer.MIN_VALUE, Integer.MAX_VALUE);
    }

    public static Whole atLeast(long min) {
        return new Whole(min, Long.MAX_VALUE);
    }

    public static Whole between(long min, long max) {
        return new Whole(min, max);
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
