package emulators.dynamodb.input;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import emulators.dynamodb.value.JsonShape;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** A list of values of one shape. */
public final class ListOf implements Shape {

    private final Shape element;
    private final int min;
    private final int max;

    private ListOf(Shape element, int min, int max) {
        this.element = requireNonNull(element, "element");
        this.min = min;
        this.max = max;
    }

    public static ListOf any(Shape element) {
        return new ListOf(element, 0, Integer.MAX_VALUE);
    }

    public static ListOf between(int min, int max, Shape element) {
        return new ListOf(element, min, max);
    }

    @Override
    public void check(JsonNode value, String path, Violations violations) {
        JsonShape.requireArray(value);
        if (value.size() < min) {
            violations.add(show(value), path, "Member must have length greater than or equal to " + min);
        } else if (value.size() > max) {
            violations.add(show(value), path, "Member must have length less than or equal to " + max);
        }
        for (int i = 0; i < value.size(); i++) {
            element.check(value.get(i), path + "." + (i + 1) + ".member", violations);
        }
    }

    @Override
    public String show(JsonNode value) {
        return StreamSupport.stream(value.spliterator(), false)
                .map(element::show)
                .collect(Collectors.joining(", ", "[", "]"));
    }
}
