package imagefanout.lambda;

import imagefanout.model.Sleeper;
import java.time.Duration;

/** Lets the thread sleep. */
public enum ThreadSleeper implements Sleeper {
    INSTANCE;

    @Override
    public void sleep(Duration length) {
        try {
            Thread.sleep(length.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting before a request", e);
        }
    }
}
