package imagefanout.model;

import java.time.Duration;

/**
 * How long to wait before the next call: twice as long after each throttled call, a quarter less after each other one. An
 * instance of a function keeps its pace from one invocation to the next.
 */
public final class Pace {
    private static final Duration MIN_WAIT = Duration.ofMillis(250);
    private static final Duration MAX_WAIT = Duration.ofSeconds(4);

    private Duration wait = Duration.ZERO;

    synchronized Duration beforeNextCall() {
        return wait;
    }

    synchronized void answered() {
        wait = wait.multipliedBy(3).dividedBy(4);
        if (wait.compareTo(MIN_WAIT) < 0) {
            wait = Duration.ZERO;
        }
    }

    synchronized void throttled() {
        wait = wait.isZero() ? MIN_WAIT : wait.multipliedBy(2);
        if (wait.compareTo(MAX_WAIT) > 0) {
            wait = MAX_WAIT;
        }
    }
}
