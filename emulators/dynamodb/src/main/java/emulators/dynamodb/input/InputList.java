package emulators.dynamodb.input;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import emulators.dynamodb.value.JsonShape;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** A list of values of one shape. */
public final class InputList implements InputShape {

    private final InputShape element;
    private final int min;
    private final int max;

    private InputList(InputShape element, int min, int max) {
        this.element = requireNonNull(element, "element");
        this.min = min;
        this.max = max;
    }

    public static InputList any(InputShape element) {
        return new InputList(element, 0, Integer.MAX_VALUE);
    }

    public static InputList between(int min, int max, InputShape element) {
        return new InputList(element, min, max);
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
