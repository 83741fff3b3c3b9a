package imagefanout.endtoend.faults;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** The functions' clock: years behind everything that is in Image Builder, and a millisecond on at each look. */
final class FleetClock extends Clock {
    static final int YEAR = 2030;
    private static final Duration TICK = Duration.ofMillis(1);

    private Instant now = Instant.parse(YEAR + "-01-01T00:00:00Z");

    @Override
    public synchronized Instant instant() {
        now = now.plus(TICK);
        return now;
    }

    /** Without moving it on. */
    synchronized Instant shows() {
        return now;
    }

    synchronized void pass(Duration time) {
        now = now.plus(time);
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException("instants alone");
    }
}
