package emulators.dynamodb.value;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * The value of an attribute. Deeply immutable; equal by type and content.
 *
 * @see <a href="https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_AttributeValue.html">AttributeValue</a>
 */
public sealed interface AttributeValue
        permits BinaryValue, BooleanValue, ListValue, MapValue, NullValue, NumberValue, SetValue, StringValue {

    /** The name of the type as requests spell it: {@code "S"}, {@code "N"}, {@code "B"}, {@code "SS"} and so on. */
    String type();

    /**
     * The bytes that the value adds to the size of its item, without its name.
     *
     * @see <a href="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/CapacityUnitCalculations.html">Item
     *     sizes and formats</a>
     */
    long size();

    /** The value as the service answers it, such as {@code {"S": "text"}}. */
    JsonNode toJson();
}
