package emulators.wire.shape;

import com.fasterxml.jackson.databind.JsonNode;

/** The constraints of a JSON value. Shapes are immutable: a method that narrows one returns another. */
public sealed interface Shape
        permits StringShape, IntegerShape, BooleanShape, FractionShape, ListShape, MapShape, Structure {

    /**
     * Refuses a value outside this shape.
     *
     * @param place the path to the value, like {@code distributions[0].region}
     */
    void check(String place, JsonNode value) throws InvalidValueException;
}
