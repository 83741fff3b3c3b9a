package emulators.imagebuilder;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** The wall clock, in the milliseconds that Image Builder's dates have. */
enum SystemTime implements Time {
    INSTANCE;

    @Override
    public Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MILLIS);
    }

    @Override
    public void after(Duration delay, Runnable task) {
        CompletableFuture.delayedExecutor(Math.max(0, delay.toNanos()), TimeUnit.NANOSECONDS, SystemTime::start)
                .execute(task);
    }

    private static void start(Runnable task) {
        Thread thread = new Thread(task, "image-builder");
        thread.setDaemon(true);
        thread.start();
    }
}
