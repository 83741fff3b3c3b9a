package emulators.imagebuilder;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;

/** A time whose later work is dropped once it is stopped. */
final class StoppableTime implements Time {

    private final Time time;
    private volatile boolean stopped;

    StoppableTime(Time time) {
        this.time = requireNonNull(time, "time");
    }

    @Override
    public Instant now() {
        return time.now();
    }

    @Override
    public void after(Duration delay, Runnable task) {
        time.after(delay, () -> {
            if (!stopped) {
                task.run();
            }
        });
    }

    void stop() {
        stopped = true;
    }
}
