package emulators.dynamodb.input;

import com.fasterxml.jackson.databind.JsonNode;
import emulators.dynamodb.value.JsonShape;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** A string with constraints. The first violation is reported. */
public final class InputText implements InputShape {

    private final int min;
    private final int max;
    private final Optional<Pattern> pattern;
    private final List<String> allowed;

    private InputText(int min, int max, Optional<Pattern> pattern, List<String> allowed) {
        this.min = min;
        this.max = max;
        this.pattern = pattern;
        this.allowed = List.copyOf(allowed);
    }

    /** Any string. */
    public static InputText any() {
        return ofLength(0, Integer.MAX_VALUE);
    }

    public static InputText ofLength(int min, int max) {
        return new InputText(min, max, Optional.empty(), List.of());
    }

    /** Creates an enumeration; values are in the order of the service's messages. */
    public static InputText oneOf(String... allowed) {
        return new InputText(0, Integer.MAX_VALUE, Optional.empty(), List.of(allowed));
    }

    public InputText matching(String expression) {
        return new InputText(min, max, Optional.of(Pattern.compile(expression)), allowed);
    }

    @Override
    public void check(JsonNode value, String path, Violations violations) {
        String text = JsonShape.text(value);
        violation(text).ifPresent(constraint -> violations.add(text, path, constraint));
    }

    private Optional<String> violation(String text) {
        int length = text.codePointCount(0, text.length());
        if (length < min) {
            return Optional.of("Member must have length greater than or equal to " + min);
        }
        if (length > max) {
            return Optional.of("Member must have length less than or equal to " + max);
        }
        if (pattern.isPresent() && !pattern.get().matcher(text).matches()) {
            return Optional.of("Member must satisfy regular expression pattern: " + pattern.get());
        }
        if (!allowed.isEmpty() && !allowed.contains(text)) {
            return Optional.of("Member must satisfy enum value set: " + allowed);
        }
        return Optional.empty();
    }

    @Override
    public String show(JsonNode value) {
        return value.asText();
    }
}
