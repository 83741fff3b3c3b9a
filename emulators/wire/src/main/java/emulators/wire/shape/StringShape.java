package emulators.wire.shape;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** A string: its length in code points, its pattern (always of the whole string), its choices. */
public final class StringShape implements Shape {

    private final int shortest;
    private final int longest;
    private final Pattern pattern;
    private final Set<String> choices;

    private StringShape(int shortest, int longest, Pattern pattern, Set<String> choices) {
        this.shortest = shortest;
        this.longest = longest;
        this.pattern = pattern;
        this.choices = choices;
    }

    public static StringShape any() {
        return new StringShape(0, Integer.MAX_VALUE, Pattern.compile(".*", Pattern.DOTALL), Set.of());
    }

    public static StringShape oneOf(String... choices) {
        return new StringShape(0, Integer.MAX_VALUE, any().pattern, new TreeSet<>(Set.of(choices)));
    }

    public static StringShape matching(String pattern) {
        return any().pattern(pattern);
    }

    public static StringShape of(int shortest, int longest) {
        return any().length(shortest, longest);
    }

    public StringShape length(int newShortest, int newLongest) {
        return new StringShape(newShortest, newLongest, pattern, choices);
    }

    public StringShape pattern(String newPattern) {
        return new StringShape(shortest, longest, Pattern.compile(newPattern), choices);
    }

    @Override
    public void check(String place, JsonNode value) {
        if (!value.isTextual()) {
            throw InvalidValueException.at(place, "It must be a string.");
        }
        String text = value.textValue();
        int length = text.codePointCount(0, text.length());
        if (length < shortest || length > longest) {
            throw InvalidValueException.at(place, "Its length must be " + range() + ".");
        }
        if (!choices.isEmpty() && !choices.contains(text)) {
            throw InvalidValueException.at(place, "It must be one of " + choices + ".");
        }
        if (!pattern.matcher(text).matches()) {
            throw InvalidValueException.at(place, "It must match " + pattern + ".");
        }
    }

    private String range() {
        return longest == Integer.MAX_VALUE ? "at least " + shortest : shortest + " to " + longest;
    }
}
