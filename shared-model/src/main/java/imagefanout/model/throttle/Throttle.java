package imagefanout.model.throttle;

import static java.util.Objects.requireNonNull;

import imagefanout.model.Deadline;
import imagefanout.model.OutOfTimeException;
import imagefanout.model.image.ImageBuilderException;
import imagefanout.model.image.ThrottledException;
import imagefanout.model.listing.PageTooLargeException;
import imagefanout.model.listing.StalePageException;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * Calls Image Builder without waiting until it throttles. Then each call waits first, as long as the {@link Pace} of the process
 * says.
 */
public final class Throttle {
    private static final int MAX_FAILURES = 3;
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);

    private final Deadline deadline;
    private final Duration reserve;
    private final Sleeper sleeper;
    private final Pace pace;
    private final Runnable beforeEachStep;

    /**
     * @param reserve the time that is kept to finish the current build and to write what is left
     * @param beforeEachStep runs before each call and each pause
     */
    public Throttle(Deadline deadline, Duration reserve, Sleeper sleeper, Pace pace, Runnable beforeEachStep) {
        this.deadline = requireNonNull(deadline, "deadline");
        this.reserve = requireNonNull(reserve, "reserve");
        this.sleeper = requireNonNull(sleeper, "sleeper");
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
            pause(pace.beforeNextCall());
            try {
                T answer = request.get();
                pace.answered();
                return answer;
            } catch (ThrottledException e) {
                pace.throttled();
            }
        }
    }

    /**
     * Does the work and, a moment after it failed otherwise than by throttling, again: up to {@value #MAX_FAILURES} times.
     *
     * @throws ImageBuilderException the last failure; a page that is too large or no longer valid fails at once
     */
    public <T> T repeatedly(Supplier<T> work) {
        for (int failures = 1; failures < MAX_FAILURES; failures++) {
            try {
                return work.get();
            } catch (StalePageException | PageTooLargeException e) {
                throw e;
            } catch (ImageBuilderException e) {
                pause(AFTER_FAILURE);
            }
        }
        return work.get();
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
