package emulators.imagebuilder.fault;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * On which of the calls or messages that it concerns a fault happens: on each, on the Nth alone, or at a rate. A rate
 * is spread evenly and not rolled: 0.5 means every second one, so that tests are sure of it.
 */
record Occasion(OptionalLong nth, Optional<BigDecimal> rate) {

    static Occasion in(JsonNode fault) {
        return new Occasion(
                fault.hasNonNull("nth") ? OptionalLong.of(fault.get("nth").longValue()) : OptionalLong.empty(),
                Optional.ofNullable(fault.get("rate"))
                        .filter(JsonNode::isNumber)
                        .map(JsonNode::decimalValue)
                        // More digits than this make no difference, and huge exponents would cost hours.
                        .map(rate -> rate.setScale(6, RoundingMode.HALF_UP)));
    }

    /** Whether the call with this number, counted from 1, is hit. */
    boolean hits(long number) {
        return nth.isPresent() ? nth.getAsLong() == number : share(number).compareTo(share(number - 1)) > 0;
    }

    private BigDecimal share(long calls) {
        return rate.orElse(BigDecimal.ONE).multiply(BigDecimal.valueOf(calls)).setScale(0, RoundingMode.FLOOR);
    }
}
