package imagefanout.queryimages;

import imagefanout.model.Deadline;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * The time that one answer may take to read the tables. When DynamoDB throttles, retries would otherwise go on for as long as the
 * invocation lasts, and callers would wait for a 503 that a retry of theirs answers sooner.
 */
final class ReadBudget implements Deadline {
    /** An answer comes within three seconds: the rest is for the last timeout and for the response. */
    static final Duration USUAL = Duration.ofMillis(2_500);

    /** For the first answer of an instance, which also loads the classes and opens the connections. */
    static final Duration FIRST = Duration.ofSeconds(10);

    private final Deadline invocation;
    private final Clock clock;
    private final Instant end;

    /** Begins now. */
    ReadBudget(Deadline invocation, Clock clock, Duration total) {
        this.invocation = invocation;
        this.clock = clock;
        this.end = clock.instant().plus(total);
    }

    @Override
    public Duration left() {
        Duration left = Duration.between(clock.instant(), end);
        Duration smaller = left.compareTo(invocation.left()) < 0 ? left : invocation.left();
        return smaller.isNegative() ? Duration.ZERO : smaller;
    }
}
