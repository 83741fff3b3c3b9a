package emulators.dynamodb.value;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;

/** An attribute of type {@code S}: Unicode text, ordered and measured by its UTF-8 bytes. */
public record StringValue(String text) implements AttributeValue, Comparable<StringValue> {

    public StringValue {
        requireNonNull(text, "text");
    }

    @Override
    public String type() {
        return "S";
    }

    @Override
    public long size() {
        return Utf8.length(text);
    }

    @Override
    public JsonNode toJson() {
        return JsonNodeFactory.instance.objectNode().put("S", text);
    }

    @Override
    public int compareTo(StringValue other) {
        return Utf8.compare(text, other.text);
    }
}
