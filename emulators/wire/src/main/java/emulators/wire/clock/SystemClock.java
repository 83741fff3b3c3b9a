package emulators.wire.clock;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** The system clock, truncated to milliseconds like the dates in AWS APIs. */
enum SystemClock implements EmulatorClock {
    INSTANCE;

    @Override
    public Instant instant() {
        return Instant.now().truncatedTo(ChronoUnit.MILLIS);
    }

    @Override
    public void schedule(Duration delay, Runnable task) {
        CompletableFuture.delayedExecutor(Math.max(0, delay.toNanos()), TimeUnit.NANOSECONDS, SystemClock::start)
                .execute(task);
    }

    private static void start(Runnable task) {
        Thread thread = new Thread(task, "emulator-clock");
        thread.setDaemon(true);
        thread.start();
    }
}
