package imagefanout.model;

import java.time.Duration;

/** The time that is left for the current work. Check it before waiting or calling another service. */
@FunctionalInterface
public interface Deadline {
    /** Never negative; zero when the time is up. */
    Duration left();

    /** No deadline, for tests and local programs. */
    static Deadline none() {
        return () -> Duration.ofDays(1);
    }
}
