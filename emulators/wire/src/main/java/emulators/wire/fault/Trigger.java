package emulators.wire.fault;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Selects the occurrences that a fault affects: every one, only the nth, or a share of them. A rate is deterministic, not random: 0.5 affects every second occurrence.
 */
record Trigger(OptionalLong nth, Optional<BigDecimal> rate) {

    static Trigger in(JsonNode fault) {
        return new Trigger(
                fault.hasNonNull("nth") ? OptionalLong.of(fault.get("nth").longValue()) : OptionalLong.empty(),
                Optional.ofNullable(fault.get("rate"))
                        .filter(JsonNode::isNumber)
                        .map(JsonNode::decimalValue)
                        // More digits make no difference, and a huge exponent would take hours to compute.
                        .map(rate -> rate.setScale(6, RoundingMode.HALF_UP)));
    }

    /** Whether the call with this number, counted from 1, is affected. */
    boolean affects(long number) {
        return nth.isPresent() ? nth.getAsLong() == number : share(number).compareTo(share(number - 1)) > 0;
    }

    private BigDecimal share(long calls) {
        return rate.orElse(BigDecimal.ONE).multiply(BigDecimal.valueOf(calls)).setScale(0, RoundingMode.FLOOR);
    }
}
