package emulators.dynamodb.value;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Reads sets from requests. A set must not be empty or contain duplicates. */
final class SetParser {

    private static final String INVALID = "One or more parameter values were invalid: ";

    private SetParser() {}

    /** Reads a set of type {@code SS}, {@code NS} or {@code BS}. */
    static SetValue parse(String type, JsonNode json) {
        return switch (type) {
            case "SS" -> strings(elements(json, element -> new StringValue(JsonShape.text(element))));
            case "NS" -> numbers(elements(json, JsonShape::text));
            case "BS" -> binaries(elements(json, JsonShape::binary));
            default -> throw new IllegalArgumentException("Invalid type " + type + ": expected SS, NS or BS.");
        };
    }

    private static StringSet strings(List<StringValue> elements) {
        if (elements.isEmpty()) {
            throw new ValidationException(INVALID + "An string set  may not be empty");
        }
        Set<StringValue> distinct = new LinkedHashSet<>(elements);
        if (distinct.size() < elements.size()) {
            throw new ValidationException(INVALID + "Input collection "
                    + elements.stream().map(StringValue::text).toList() + " contains duplicates.");
        }
        return new StringSet(distinct);
    }

    private static NumberSet numbers(List<String> texts) {
        if (texts.isEmpty()) {
            throw new ValidationException(INVALID + "An number set  may not be empty");
        }
        Set<NumberValue> distinct =
                texts.stream().map(NumberValue::parse).collect(Collectors.toCollection(LinkedHashSet::new));
        if (distinct.size() < texts.size()) {
            throw new ValidationException("Input collection contains duplicates");
        }
        return new NumberSet(distinct);
    }

    private static BinarySet binaries(List<BinaryValue> elements) {
        if (elements.isEmpty()) {
            throw new ValidationException(INVALID + "Binary sets should not be empty");
        }
        Set<BinaryValue> distinct = new LinkedHashSet<>(elements);
        if (distinct.size() < elements.size()) {
            // The service also omits the space before "of".
            throw new ValidationException(INVALID + "Input collection " + elements + "of type BS contains duplicates.");
        }
        return new BinarySet(distinct);
    }

    private static <E> List<E> elements(JsonNode json, Function<JsonNode, E> element) {
        List<E> elements = new ArrayList<>();
        JsonShape.requireArray(json).forEach(node -> elements.add(element.apply(node)));
        return elements;
    }
}
