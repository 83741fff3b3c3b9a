package imagefanout.model.reconcile;

import static java.util.Objects.requireNonNull;

import imagefanout.model.Deadline;
import imagefanout.model.image.ThrottledException;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * How fast the service is asked: without waiting until it says that this is too fast, then with a wait before each request
 * that doubles at each such answer and shrinks by a quarter at each other one. Ends in {@link OutOfTimeException} while there is
 * still time to write down what is left.
 */
final class Throttle {
    private static final Duration FIRST_WAIT = Duration.ofMillis(250);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(20);
    private static final int MAX_REFUSALS = 10;

    private final Deadline deadline;
    private final Duration reserve;
    private final Sleeper sleeper;
    private Duration wait = Duration.ZERO;

    /** @param reserve the time that is kept for writing down what is left, and for what is under way */
    Throttle(Deadline deadline, Duration reserve, Sleeper sleeper) {
        this.deadline = requireNonNull(deadline, "deadline");
        this.reserve = requireNonNull(reserve, "reserve");
        this.sleeper = requireNonNull(sleeper, "sleeper");
    }

    /** Asks until the service answers something else than that it is asked too often. */
    <T> T ask(Supplier<T> request) {
        for (int refusals = 0; refusals < MAX_REFUSALS; refusals++) {
            pause(wait);
            try {
                T answer = request.get();
                wait = wait.multipliedBy(3).dividedBy(4);
                if (wait.compareTo(FIRST_WAIT) < 0) {
                    wait = Duration.ZERO;
                }
                return answer;
            } catch (ThrottledException e) {
                wait = wait.isZero() ? FIRST_WAIT : wait.multipliedBy(2);
                if (wait.compareTo(LONGEST_WAIT) > 0) {
                    wait = LONGEST_WAIT;
                }
            }
        }
        throw new OutOfTimeException("throttled " + MAX_REFUSALS + " times in a row");
    }

    void pause(Duration length) {
        if (deadline.left().minus(length).compareTo(reserve) < 0) {
            throw new OutOfTimeException("no time for more");
        }
        if (!length.isZero()) {
            sleeper.sleep(length);
        }
    }
}
