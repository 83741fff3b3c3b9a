package emulators.dynamodb.value;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** An attribute of type {@code L}. */
public record ListValue(List<AttributeValue> elements) implements AttributeValue {

    /** The size of an empty list or map. */
    static final int OVERHEAD = 3;

    /** The overhead of each list element or map member, in addition to its name and value. */
    static final int OVERHEAD_PER_ELEMENT = 1;

    public ListValue {
        elements = List.copyOf(elements);
    }

    @Override
    public String type() {
        return "L";
    }

    @Override
    public long size() {
        long bytes = OVERHEAD;
        for (AttributeValue element : elements) {
            bytes += OVERHEAD_PER_ELEMENT + element.size();
        }
        return bytes;
    }

    @Override
    public JsonNode toJson() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        ArrayNode array = json.putArray("L");
        elements.forEach(element -> array.add(element.toJson()));
        return json;
    }
}
