package imagefanout.benchmarks.virtual;

import imagefanout.model.Deadline;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A clock that only advances when it is told to. */
class VirtualTime extends Clock {
    private Instant now;

    VirtualTime(Instant start) {
        this.now = start;
    }

    void pass(Duration length) {
        now = now.plus(length);
    }

    void passUntil(Instant later) {
        now = later.isAfter(now) ? later : now;
    }

    /** The deadline of an invocation that begins now. */
    Deadline invocation(Duration limit) {
        Instant end = now.plus(limit);
        return () -> now.isBefore(end) ? Duration.between(now, end) : Duration.ZERO;
    }

    @Override
    public Instant instant() {
        return now;
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException("Only UTC is supported.");
    }
}
