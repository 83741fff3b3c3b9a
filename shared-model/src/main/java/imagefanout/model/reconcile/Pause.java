package imagefanout.model.reconcile;

import java.time.Duration;

/** Lets time pass. */
@FunctionalInterface
public interface Pause {
    void of(Duration length);
}
