package emulators.wire.clock;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A clock that also runs tasks later. Everything in an emulator that takes time runs on one. */
public interface EmulatorClock extends InstantSource {

    @Override
    Instant instant();

    /** Runs the task once the delay has passed. With a delay of zero or less it runs at once or very soon. */
    void schedule(Duration delay, Runnable task);

    /** The system clock; every task gets its own daemon thread. */
    static EmulatorClock system() {
        return SystemClock.INSTANCE;
    }
}
