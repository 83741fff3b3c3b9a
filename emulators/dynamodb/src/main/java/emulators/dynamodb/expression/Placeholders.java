package emulators.dynamodb.expression;

import com.fasterxml.jackson.databind.JsonNode;
import emulators.dynamodb.value.AttributeValue;
import emulators.dynamodb.value.AttributeValues;
import emulators.dynamodb.value.JsonShape;
import emulators.dynamodb.value.SerializationException;
import emulators.dynamodb.value.Utf8;
import emulators.dynamodb.value.ValidationException;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The placeholders of one request, {@code ExpressionAttributeNames} and {@code ExpressionAttributeValues}. Tracks which ones its expressions use. Not thread-safe.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Expressions.ExpressionAttributeNames.html">Expression
 *     attribute names (aliases)</a>
 */
public final class Placeholders {

    private static final String NAMES = "ExpressionAttributeNames";
    private static final String VALUES = "ExpressionAttributeValues";
    private static final Pattern NAME = Pattern.compile("#[A-Za-z0-9_]+");
    private static final Pattern VALUE = Pattern.compile(":[A-Za-z0-9_]+");
    private static final int MAX_PLACEHOLDER_LENGTH = 255;
    private static final int MAX_NAME_BYTES = 65535;

    private final Map<String, String> names = new LinkedHashMap<>();
    private final Map<String, AttributeValue> values = new LinkedHashMap<>();
    private final Set<String> used = new HashSet<>();

    private Placeholders() {}

    /**
     * Reads both parameters of a request. Each may be missing or null.
     *
     * @throws ValidationException if a placeholder or its name or value is invalid
     * @throws SerializationException if the JSON does not have the shape of the parameters
     */
    public static Placeholders of(JsonNode names, JsonNode values) {
        Placeholders placeholders = new Placeholders();
        if (isGiven(names)) {
            placeholders.readNames(names);
        }
        if (isGiven(values)) {
            placeholders.readValues(values);
        }
        return placeholders;
    }

    public boolean hasNames() {
        return !names.isEmpty();
    }

    public boolean hasValues() {
        return !values.isEmpty();
    }

    /** @throws ValidationException if an expression attribute name or value is in no expression parsed so far */
    public void checkAllUsed() {
        checkUsed(NAMES, names.keySet());
        checkUsed(VALUES, values.keySet());
    }

    /** Returns the attribute name of a placeholder such as {@code #n}, and marks it as used. */
    Optional<String> name(String placeholder) {
        used.add(placeholder);
        return Optional.ofNullable(names.get(placeholder));
    }

    /** Returns the value of a placeholder such as {@code :v}, and marks it as used. */
    Optional<AttributeValue> value(String placeholder) {
        used.add(placeholder);
        return Optional.ofNullable(values.get(placeholder));
    }

    private static boolean isGiven(JsonNode parameter) {
        return !parameter.isMissingNode() && !parameter.isNull();
    }

    private void readNames(JsonNode json) {
        checkNotEmpty(NAMES, json);
        for (Map.Entry<String, JsonNode> entry : json.properties()) {
            checkPlaceholder(NAMES, NAME, entry.getKey());
            names.put(entry.getKey(), attributeName(entry.getKey(), JsonShape.text(entry.getValue())));
        }
    }

    private void readValues(JsonNode json) {
        checkNotEmpty(VALUES, json);
        for (Map.Entry<String, JsonNode> entry : json.properties()) {
            checkPlaceholder(VALUES, VALUE, entry.getKey());
            values.put(entry.getKey(), attributeValue(entry.getKey(), entry.getValue()));
        }
    }

    private static void checkNotEmpty(String parameter, JsonNode json) {
        if (JsonShape.requireMap(json).isEmpty()) {
            throw new ValidationException(parameter + " must not be empty");
        }
    }

    private static void checkPlaceholder(String parameter, Pattern pattern, String placeholder) {
        String problem = parameter + " contains invalid key: ";
        if (placeholder.length() > MAX_PLACEHOLDER_LENGTH) {
            throw new ValidationException(problem
                    + "The expression attribute map contains a key that is too long; size of key: "
                    + placeholder.length());
        }
        if (!pattern.matcher(placeholder).matches()) {
            throw new ValidationException(problem + "Syntax error; key: \"" + placeholder + "\"");
        }
    }

    private static String attributeName(String placeholder, String name) {
        if (name.isEmpty()) {
            throw invalidContent(NAMES, "Empty attribute name", placeholder);
        }
        if (Utf8.length(name) > MAX_NAME_BYTES) {
            throw invalidContent(NAMES, "Attribute name is too large, must be less than 65536 bytes", placeholder);
        }
        return name;
    }

    private static AttributeValue attributeValue(String placeholder, JsonNode json) {
        try {
            return AttributeValues.parse(json);
        } catch (ValidationException e) {
            throw invalidContent(VALUES, e.getMessage(), placeholder);
        }
    }

    private static ValidationException invalidContent(String parameter, String problem, String placeholder) {
        return new ValidationException(parameter + " contains invalid value: " + problem + " for key " + placeholder);
    }

    private void checkUsed(String parameter, Set<String> placeholders) {
        String unused = placeholders.stream()
                .filter(placeholder -> !used.contains(placeholder))
                .collect(Collectors.joining(", "));
        if (!unused.isEmpty()) {
            throw new ValidationException(
                    "Value provided in " + parameter + " unused in expressions: keys: {" + unused + "}");
        }
    }
}
