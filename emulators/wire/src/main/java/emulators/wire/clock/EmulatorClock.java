package emulators.wire.clock;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A clock that can schedule tasks. All delays in an emulator use one. */
public interface EmulatorClock extends InstantSource {

    @Override
    Instant instant();

    /** Runs the task after the delay. With a delay of zero or less, the task runs immediately or very soon. */
    void schedule(Duration delay, Runnable task);

    /** The system clock; every task gets its own daemon thread. */
    static EmulatorClock system() {
        return SystemClock.INSTANCE;
    }
}
