package imagefanout.endtoend.fleet;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** The functions' clock. It is years ahead of all dates in Image Builder, and advances by one millisecond at each reading. */
public final class FleetClock extends Clock {
    public static final int YEAR = 2030;
    private static final Duration TICK = Duration.ofMillis(1);

    private Instant now = Instant.parse(YEAR + "-01-01T00:00:00Z");

    @Override
    public synchronized Instant instant() {
        now = now.plus(TICK);
        return now;
    }

    /** Returns the time without advancing the clock. */
    public synchronized Instant current() {
        return now;
    }

    public synchronized void pass(Duration time) {
        now = now.plus(time);
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException("this clock has no other zone");
    }
}
