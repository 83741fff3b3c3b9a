package emulators.dynamodb.value;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.Set;

/** A set of strings, numbers or binary values: never empty, without duplicates. Equality ignores the order. */
public sealed interface SetValue extends AttributeValue permits BinarySet, NumberSet, StringSet {

    /** The elements, in the order in which they were added. */
    Set<? extends AttributeValue> elements();

    /** Returns the union. Both sets must have the same type. */
    SetValue union(SetValue other);

    /** Returns the set without the elements of the other; empty if no element is left. */
    Optional<SetValue> minus(SetValue other);

    @Override
    default long size() {
        return elements().stream().mapToLong(AttributeValue::size).sum();
    }

    @Override
    default JsonNode toJson() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        ArrayNode array = json.putArray(type());
        String elementType = type().substring(0, 1);
        elements().forEach(element -> array.add(element.toJson().get(elementType)));
        return json;
    }
}
