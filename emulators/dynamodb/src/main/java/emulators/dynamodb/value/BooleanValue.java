package emulators.dynamodb.value;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;

/** An attribute of type {@code BOOL}. */
public record BooleanValue(boolean value) implements AttributeValue {

    @Override
    public String type() {
        return "BOOL";
    }

    @Override
    public long size() {
        return 1;
    }

    @Override
    public JsonNode toJson() {
        return JsonNodeFactory.instance.objectNode().put("BOOL", value);
    }
}
