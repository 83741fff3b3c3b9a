package imagefanout.model;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Calls a service without waiting until it throttles. Then each call waits first, as long as its {@link Pace} says. */
public final class Throttle {
    private static final String NO_TIME = "no time is left";

    private final Deadline deadline;
    private final Duration reserve;
    private final Sleeper sleeper;
    private final Predicate<RuntimeException> throttled;
    private final Pace pace;
    private final Runnable beforeEachStep;

    /**
     * @param reserve the time that is kept for what follows the last call
     * @param throttled which errors mean that the service throttles
     */
    public Throttle(Deadline deadline, Duration reserve, Sleeper sleeper, Predicate<RuntimeException> throttled) {
        this(deadline, reserve, sleeper, throttled, new Pace(), () -> {});
    }

    /**
     * @param pace may be kept for later calls of the same process
     * @param beforeEachStep runs before each call and each pause
     */
    public Throttle(
            Deadline deadline,
            Duration reserve,
            Sleeper sleeper,
            Predicate<RuntimeException> throttled,
            Pace pace,
            Runnable beforeEachStep) {
        this.deadline = requireNonNull(deadline, "deadline");
        this.reserve = requireNonNull(reserve, "reserve");
        this.sleeper = requireNonNull(sleeper, "sleeper");
        this.throttled = requireNonNull(throttled, "throttled");
        this.pace = requireNonNull(pace, "pace");
        this.beforeEachStep = requireNonNull(beforeEachStep, "beforeEachStep");
    }

    /**
     * Makes the call, again as long as it is throttled.
     *
     * @throws OutOfTimeException when only the reserve is left
     */
    public <T> T call(Supplier<T> request) {
        while (true) {
            Duration wait = pace.beforeNextCall();
            pause(wait, wait.isZero() ? NO_TIME : "the service throttles, and " + NO_TIME);
            try {
                T answer = request.get();
                pace.answered();
                return answer;
            } catch (RuntimeException e) {
                if (!throttled.test(e)) {
                    throw e;
                }
                pace.throttled();
            }
        }
    }

    public void pause(Duration length) {
        pause(length, NO_TIME);
    }

    private void pause(Duration length, String whenOutOfTime) {
        if (deadline.left().minus(length).compareTo(reserve) < 0) {
            throw new OutOfTimeException(whenOutOfTime);
        }
        beforeEachStep.run();
        if (!length.isZero()) {
            sleeper.sleep(length);
        }
    }
}
