package emulators.imagebuilder;

import java.time.Duration;
import java.time.Instant;

/** What time it is, and what happens later: the clock that builds and messages live by. */
public interface Time {

    Instant now();

    /** Runs the task once the delay has passed. A delay of zero or less runs it at once or very soon. */
    void after(Duration delay, Runnable task);

    /** The real time; every task gets a daemon thread of its own. */
    static Time system() {
        return SystemTime.INSTANCE;
    }
}
