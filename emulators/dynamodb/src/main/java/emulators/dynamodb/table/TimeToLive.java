package emulators.dynamodb.table;

import static java.util.Objects.requireNonNull;

import emulators.dynamodb.value.Item;
import emulators.dynamodb.value.NumberValue;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The time-to-live setting. The attribute holds an item's expiry time, in seconds since the epoch.
 *
 * @param attribute empty if time to live is disabled
 * @param changed when it was last enabled or disabled
 * @see <a href="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/howitworks-ttl.html">How it works:
 *     time to live</a>
 */
public record TimeToLive(Optional<String> attribute, Optional<Instant> changed) {

    private static final BigDecimal LATEST = BigDecimal.valueOf(Long.MAX_VALUE);

    public TimeToLive {
        requireNonNull(attribute, "attribute");
        requireNonNull(changed, "changed");
    }

    public static TimeToLive disabled() {
        return new TimeToLive(Optional.empty(), Optional.empty());
    }

    /** Returns the second in which the item expires; empty if it never expires. */
    OptionalLong expiry(Item item) {
        Optional<BigDecimal> number = attribute
                .flatMap(item::get)
                .filter(NumberValue.class::isInstance)
                .map(value -> ((NumberValue) value).number())
                .filter(seconds -> seconds.signum() > 0 && seconds.compareTo(LATEST) < 0);
        return number.isPresent()
                ? OptionalLong.of(number.get().setScale(0, RoundingMode.FLOOR).longValueExact())
                : OptionalLong.empty();
    }
}
