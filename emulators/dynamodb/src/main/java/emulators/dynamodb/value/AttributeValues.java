package emulators.dynamodb.value;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads attribute values from requests, with the checks and the messages of the service.
 *
 * @see <a href="https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_AttributeValue.html">AttributeValue</a>
 */
public final class AttributeValues {

    /**
     * The maximum nesting depth. The attribute itself is the first level; each list or map adds one, even an empty one.
     *
     * @see <a
     *     href="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html#limits-attributes">Quotas:
     *     attributes</a>
     */
    private static final int MAX_LEVELS = 32;

    private static final String TOO_DEEP = "Nesting Levels have exceeded supported limits";

    private static final Set<String> TYPES = Set.of("S", "N", "B", "SS", "NS", "BS", "M", "L", "NULL", "BOOL");

    private AttributeValues() {}

    /**
     * Reads one value.
     *
     * @throws ValidationException if the value is not valid
     * @throws SerializationException if the JSON does not have the shape of a value
     */
    public static AttributeValue parse(JsonNode json) {
        return parse(json, 1);
    }

    /**
     * Reads an item or a key.
     *
     * @throws ValidationException if a value is not valid
     * @throws SerializationException if the JSON does not have the shape of an item
     */
    public static Item parseItem(JsonNode json) {
        return Item.of(members(json, 1));
    }

    /**
     * Checks that no attribute of an item is nested too deeply. An update of a nested attribute can cause this.
     *
     * @throws ValidationException if an attribute is nested too deeply
     */
    public static void checkNesting(Item item) {
        item.attributes().values().forEach(value -> checkNesting(value, 1));
    }

    private static void checkNesting(AttributeValue value, int level) {
        if (level > MAX_LEVELS) {
            throw new ValidationException(TOO_DEEP);
        }
        if (value instanceof ListValue list) {
            list.elements().forEach(element -> checkNesting(element, level + 1));
        } else if (value instanceof MapValue map) {
            map.members().values().forEach(member -> checkNesting(member, level + 1));
        }
    }

    private static AttributeValue parse(JsonNode json, int level) {
        JsonShape.requireStructure(json);
        List<AttributeValue> values = new ArrayList<>(1);
        for (Map.Entry<String, JsonNode> field : json.properties()) {
            if (TYPES.contains(field.getKey()) && !field.getValue().isNull()) {
                values.add(read(field.getKey(), field.getValue(), level));
            }
        }
        if (values.isEmpty()) {
            throw new ValidationException(
                    "Supplied AttributeValue is empty, must contain exactly one of the supported datatypes");
        }
        if (values.size() > 1) {
            throw new ValidationException("Supplied AttributeValue has more than one datatypes set, "
                    + "must contain exactly one of the supported datatypes");
        }
        return values.get(0);
    }

    private static AttributeValue read(String type, JsonNode json, int level) {
        return switch (type) {
            case "S" -> new StringValue(JsonShape.text(json));
            case "N" -> NumberValue.parse(JsonShape.text(json));
            case "B" -> JsonShape.binary(json);
            case "BOOL" -> new BooleanValue(JsonShape.bool(json));
            case "NULL" -> nullValue(json);
            case "L" -> list(json, level + 1);
            case "M" -> new MapValue(members(json, level + 1));
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

    private static ListValue list(JsonNode json, int level) {
        checkLevel(level);
        List<AttributeValue> elements = new ArrayList<>();
        JsonShape.requireArray(json).forEach(element -> elements.add(parse(element, level)));
        return new ListValue(elements);
    }

    private static Map<String, AttributeValue> members(JsonNode json, int level) {
        checkLevel(level);
        Map<String, AttributeValue> members = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> member : JsonShape.requireMap(json).properties()) {
            if (member.getKey().isEmpty()) {
                throw new ValidationException("Empty attribute name");
            }
            members.put(member.getKey(), parse(member.getValue(), level));
        }
        return members;
    }

    private static void checkLevel(int level) {
        if (level > MAX_LEVELS) {
            throw new ValidationException(
                    TOO_DEEP + ": Attributes in the item have nested levels beyond supported limit");
        }
    }
}
