package imagefanout.model.reconcile;

import java.time.Duration;

/** Waits. */
@FunctionalInterface
public interface Sleeper {
    void sleep(Duration length);
}
