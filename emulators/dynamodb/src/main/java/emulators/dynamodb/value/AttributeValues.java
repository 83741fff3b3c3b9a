package emulators.dynamodb.value;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads attribute values from requests, with the checks and the messages of the service.
 *
 * @see <a href="https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_AttributeValue.html">AttributeValue</a>
 */
public final class AttributeValues {

    /**
     * How deep lists and maps may be nested.
     *
     * @see <a
     *     href="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html#limits-attributes">Quotas:
     *     attributes</a>
     */
    private static final int MAX_DEPTH = 32;

    private static final List<String> TYPES = List.of("S", "N", "B", "SS", "NS", "BS", "M", "L", "NULL", "BOOL");

    private AttributeValues() {}

    /**
     * Reads one value.
     *
     * @throws ValidationException if the value is not valid
     * @throws SerializationException if the JSON does not have the shape of a value
     */
    public static AttributeValue parse(JsonNode json) {
        return parse(json, 0);
    }

    /**
     * Reads an item or a key.
     *
     * @throws ValidationException if a value is not valid
     * @throws SerializationException if the JSON does not have the shape of an item
     */
    public static Item parseItem(JsonNode json) {
        return Item.of(members(json, 0));
    }

    private static AttributeValue parse(JsonNode json, int depth) {
        JsonShape.requireStructure(json);
        List<String> present = TYPES.stream().filter(json::hasNonNull).toList();
        if (present.isEmpty()) {
            throw new ValidationException(
                    "Supplied AttributeValue is empty, must contain exactly one of the supported datatypes");
        }
        AttributeValue value = read(present.get(0), json.get(present.get(0)), depth);
        if (present.size() > 1) {
            throw new ValidationException("Supplied AttributeValue has more than one datatypes set, "
                    + "must contain exactly one of the supported datatypes");
        }
        return value;
    }

    private static AttributeValue read(String type, JsonNode json, int depth) {
        return switch (type) {
            case "S" -> new StringValue(JsonShape.text(json));
            case "N" -> NumberValue.parse(JsonShape.text(json));
            case "B" -> JsonShape.binary(json);
            case "BOOL" -> new BooleanValue(JsonShape.bool(json));
            case "NULL" -> nullValue(json);
            case "L" -> list(json, depth + 1);
            case "M" -> new MapValue(members(json, depth + 1));
            default -> SetParser.parse(type, json);
        };
    }

    private static NullValue nullValue(JsonNode json) {
        if (!JsonShape.bool(json)) {
            throw new ValidationException(
                    "One or more parameter values were invalid: Null attribute value types must have the value of true");
        }
        return new NullValue();
    }

    private static ListValue list(JsonNode json, int depth) {
        checkDepth(depth);
        List<AttributeValue> elements = new ArrayList<>();
        JsonShape.requireArray(json).forEach(element -> elements.add(parse(element, depth)));
        return new ListValue(elements);
    }

    private static Map<String, AttributeValue> members(JsonNode json, int depth) {
        checkDepth(depth);
        Map<String, AttributeValue> members = new LinkedHashMap<>();
        JsonShape.requireMap(json).properties().forEach(m -> members.put(m.getKey(), parse(m.getValue(), depth)));
        return members;
    }

    private static void checkDepth(int depth) {
        if (depth > MAX_DEPTH) {
            throw new ValidationException("Nesting Levels have exceeded supported limits: "
                    + "Attributes in the item have nested levels beyond supported limit");
        }
    }
}
