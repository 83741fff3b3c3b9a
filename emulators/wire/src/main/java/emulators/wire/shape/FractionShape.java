package emulators.wire.shape;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;

/** A number from 0 to 1. */
public record FractionShape() implements Shape {

    @Override
    public void check(String place, JsonNode value) {
        if (!value.isNumber()
                || value.decimalValue().signum() < 0
                || value.decimalValue().compareTo(BigDecimal.ONE) > 0) {
            throw InvalidValueException.at(place, "It must be a number from 0 to 1.");
        }
    }
}
