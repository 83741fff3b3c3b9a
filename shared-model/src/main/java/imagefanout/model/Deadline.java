package imagefanout.model;

import java.time.Duration;

/** How long the work at hand may still take. What waits, or calls another service, asks it first. */
@FunctionalInterface
public interface Deadline {
    /** Not negative; zero when the time is up. */
    Duration left();

    /** Time enough for anything, for tests and for programs that nobody stops. */
    static Deadline none() {
        return () -> Duration.ofDays(1);
    }
}
