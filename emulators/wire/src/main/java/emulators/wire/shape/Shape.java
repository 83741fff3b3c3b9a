package emulators.wire.shape;

import com.fasterxml.jackson.databind.JsonNode;

/** The constraints of a JSON value. Shapes are immutable: methods that narrow a shape return a new one. */
public sealed interface Shape
        permits StringShape, IntegerShape, BooleanShape, FractionShape, ListShape, MapShape, Structure {

    /**
     * Throws if a value does not fit this shape.
     *
     * @param place the path to the value, like {@code distributions[0].region}
     */
    void check(String place, JsonNode value) throws InvalidValueException;
}
