package emulators.dynamodb.value;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * The value of an attribute. Deeply immutable; equal by type and content.
 *
 * @see <a href="https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_AttributeValue.html">AttributeValue</a>
 */
public sealed interface AttributeValue
        permits BinaryValue, BooleanValue, ListValue, MapValue, NullValue, NumberValue, SetValue, StringValue {

    /** Returns the type's name in requests: {@code "S"}, {@code "N"}, {@code "B"}, {@code "SS"} and so on. */
    String type();

    /**
     * Returns the number of bytes that the value adds to its item's size, without its name.
     *
     * @see <a href="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/CapacityUnitCalculations.html">Item
     *     sizes and formats</a>
     */
    long size();

    /** Returns the value in the service's format, such as {@code {"S": "text"}}. */
    JsonNode toJson();
}
