package emulators.wire.fault;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A token bucket: allows a burst of calls, and then a fixed number of calls per second. */
final class CallRate {

    private final InstantSource clock;
    private final Duration interval;
    private final Duration burst;
    private Instant next = Instant.MIN;

    CallRate(InstantSource clock, int callsPerSecond, int atOnce) {
        this.clock = requireNonNull(clock, "clock");
        this.interval = Duration.ofSeconds(1).dividedBy(callsPerSecond);
        this.burst = interval.multipliedBy(atOnce - 1L);
    }

    /** Whether a call is allowed now. Takes a token if it is. */
    synchronized boolean allows() {
        Instant now = clock.instant();
        Instant due = next.isAfter(now) ? next : now;
        if (Duration.between(now, due).compareTo(burst) > 0) {
            return false;
        }
        next = due.plus(interval);
        return true;
    }
}
