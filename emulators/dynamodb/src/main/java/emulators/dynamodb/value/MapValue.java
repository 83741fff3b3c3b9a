package emulators.dynamodb.value;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** An attribute of type {@code M}. The order of members is kept, but ignored by {@code equals}. */
public record MapValue(Map<String, AttributeValue> members) implements AttributeValue {

    public MapValue {
        members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
    }

    @Override
    public String type() {
        return "M";
    }

    @Override
    public long size() {
        return ListValue.OVERHEAD + sizeOf(members) + (long) members.size() * ListValue.OVERHEAD_PER_ELEMENT;
    }

    @Override
    public JsonNode toJson() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.set("M", toJson(members));
        return json;
    }

    /** Returns the size in bytes of all names and values. */
    static long sizeOf(Map<String, AttributeValue> members) {
        long bytes = 0;
        for (Map.Entry<String, AttributeValue> member : members.entrySet()) {
            bytes += Utf8.length(member.getKey()) + member.getValue().size();
        }
        return bytes;
    }

    static ObjectNode toJson(Map<String, AttributeValue> members) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        members.forEach((name, value) -> json.set(name, value.toJson()));
        return json;
    }
}
