package emulators.dynamodb.input;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import emulators.dynamodb.value.JsonShape;
import java.util.stream.Collectors;

/** An object with arbitrary member names and values of one shape. */
public final class InputMap implements InputShape {

    private final InputShape element;

    private InputMap(InputShape element) {
        this.element = requireNonNull(element, "element");
    }

    public static InputMap any(InputShape element) {
        return new InputMap(element);
    }

    @Override
    public void check(JsonNode value, String path, Violations violations) {
        JsonShape.requireMap(value)
                .properties()
                .forEach(member ->
                        element.check(member.getValue(), path + "." + member.getKey() + ".member", violations));
    }

    @Override
    public String show(JsonNode value) {
        return value.properties().stream()
                .map(member -> member.getKey() + "=" + element.show(member.getValue()))
                .collect(Collectors.joining(", ", "{", "}"));
    }
}
