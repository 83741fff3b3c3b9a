package emulators.dynamodb.value;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;

/** An attribute of type {@code NULL}. */
public record NullValue() implements AttributeValue {

    @Override
    public String type() {
        return "NULL";
    }

    @Override
    public long size() {
        return 1;
    }

    @Override
    public JsonNode toJson() {
        return JsonNodeFactory.instance.objectNode().put("NULL", true);
    }
}
