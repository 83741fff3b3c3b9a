package imagefanout.model.throttle;

import java.time.Duration;

/** Waits. */
@FunctionalInterface
public interface Sleeper {
    void sleep(Duration length);
}
