package emulators.wire.shape;

import com.fasterxml.jackson.databind.JsonNode;

/** What a value on the wire may be. Shapes are immutable: every method that narrows one returns another. */
public sealed interface Shape
        permits StringShape, IntegerShape, BooleanShape, FractionShape, ListShape, MapShape, Structure {

    /**
     * Refuses a value outside this shape.
     *
     * @param place the value's way from the top of the request, like {@code distributions[0].region}
     */
    void check(String place, JsonNode value) throws InvalidValueException;
}
