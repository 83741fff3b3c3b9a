package emulators.wire.clock;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;

/** A clock whose scheduled tasks no longer run once it is stopped. */
public final class StoppableClock implements EmulatorClock {

    private final EmulatorClock clock;
    private volatile boolean stopped;

    public StoppableClock(EmulatorClock clock) {
        this.clock = requireNonNull(clock, "clock");
    }

    @Override
    public Instant instant() {
        return clock.instant();
    }

    @Override
    public void schedule(Duration delay, Runnable task) {
        clock.schedule(delay, () -> {
            if (!stopped) {
                task.run();
            }
        });
    }

    public void stop() {
        stopped = true;
    }
}
