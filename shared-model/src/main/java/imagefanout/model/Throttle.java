package imagefanout.model;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Calls a service without waiting until it throttles. Then each call waits first: twice as long after each throttled
 * call, a quarter less after each other one.
 */
public final class Throttle {
    private static final Duration MIN_WAIT = Duration.ofMillis(250);
    private static final Duration MAX_WAIT = Duration.ofSeconds(20);
    private static final int MAX_ATTEMPTS = 10;

    private final Deadline deadline;
    private final Duration reserve;
    private final Sleeper sleeper;
    private final Predicate<RuntimeException> throttled;
    private final Runnable beforeEachStep;
    private Duration wait = Duration.ZERO;

    /**
     * @param reserve the time that is kept for what follows the last call
     * @param throttled which errors mean that the service throttles
     */
    public Throttle(Deadline deadline, Duration reserve, Sleeper sleeper, Predicate<RuntimeException> throttled) {
        this(deadline, reserve, sleeper, throttled, () -> {});
    }

    /** @param beforeEachStep runs before each call and each pause */
    public Throttle(
            Deadline deadline,
            Duration reserve,
            Sleeper sleeper,
            Predicate<RuntimeException> throttled,
            Runnable beforeEachStep) {
        this.deadline = requireNonNull(deadline, "deadline");
        this.reserve = requireNonNull(reserve, "reserve");
        this.sleeper = requireNonNull(sleeper, "sleeper");
        this.throttled = requireNonNull(throttled, "throttled");
        this.beforeEachStep = requireNonNull(beforeEachStep, "beforeEachStep");
    }

    /**
     * Makes the call, again as long as it is throttled.
     *
     * @throws OutOfTimeException when only the reserve is left, or {@value #MAX_ATTEMPTS} attempts are throttled
     */
    public <T> T call(Supplier<T> request) {
        for (int attempt = 1; attempt <= MAX_ATTEMPTS; attempt++) {
            pause(wait);
            try {
                T answer = request.get();
                wait = wait.multipliedBy(3).dividedBy(4);
                if (wait.compareTo(MIN_WAIT) < 0) {
                    wait = Duration.ZERO;
                }
                return answer;
            } catch (RuntimeException e) {
                if (!throttled.test(e)) {
                    throw e;
                }
                wait = wait.isZero() ? MIN_WAIT : wait.multipliedBy(2);
                if (wait.compareTo(MAX_WAIT) > 0) {
                    wait = MAX_WAIT;
                }
            }
        }
        throw new OutOfTimeException("throttled " + MAX_ATTEMPTS + " times in a row");
    }

    public void pause(Duration length) {
        if (deadline.left().minus(length).compareTo(reserve) < 0) {
            throw new OutOfTimeException("no time is left");
        }
        beforeEachStep.run();
        if (!length.isZero()) {
            sleeper.sleep(length);
        }
    }
}
