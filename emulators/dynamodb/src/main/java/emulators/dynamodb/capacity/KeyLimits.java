package emulators.dynamodb.capacity;

import static java.util.Objects.requireNonNull;

import emulators.dynamodb.value.AttributeValue;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * The units that the items of one partition key value may consume in a second: 1,000 write units and 3,000 read units. Seconds are those of the clock; unused units do not carry over.
 *
 * @see <a href="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/bp-partition-key-design.html">Designing
 *     partition keys</a>
 */
public final class KeyLimits {

    /** Reads and writes have separate limits. */
    public enum Kind {
        READ(3000, "TableReadKeyRangeThroughputExceeded"),
        WRITE(1000, "TableWriteKeyRangeThroughputExceeded");

        private final double most;
        private final String reason;

        Kind(double most, String reason) {
            this.most = most;
            this.reason = reason;
        }

        /** Returns the service's reason for a throttled call. */
        public String reason() {
            return reason;
        }
    }

    private record Meter(Kind kind, String table, AttributeValue partition) {}

    private boolean enforced;
    private final Map<Meter, Double> consumed = new HashMap<>();
    private long second = Long.MIN_VALUE;

    public KeyLimits(boolean enforced) {
        this.enforced = enforced;
    }

    /** Turns the limits on or off. */
    public void enforce(boolean newEnforced) {
        enforced = newEnforced;
        consumed.clear();
    }

    public boolean isEnforced() {
        return enforced;
    }

    public KeyLimits copy() {
        KeyLimits copy = new KeyLimits(enforced);
        copy.second = second;
        copy.consumed.putAll(consumed);
        return copy;
    }

    /** Counts the units and returns true. If too few are left in this second, counts nothing and returns false. */
    public boolean admits(Kind kind, String table, AttributeValue partition, double units, Instant now) {
        requireNonNull(partition, "partition");
        if (!enforced) {
            return true;
        }
        if (second != now.getEpochSecond()) {
            second = now.getEpochSecond();
            consumed.clear();
        }
        Meter meter = new Meter(kind, table, partition);
        double total = consumed.getOrDefault(meter, 0.0) + units;
        if (total > kind.most) {
            return false;
        }
        consumed.put(meter, total);
        return true;
    }
}
