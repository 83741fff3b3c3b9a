package emulators.wire.clock;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.PriorityQueue;

/**
 * A clock that only moves when a test advances it, so tests do not sleep.
 *
 * <p>{@link #advance} runs every due task, in order, in the caller's thread, before it returns.
 * A task without delay runs immediately, in the thread that schedules it.
 */
public final class ManualClock implements EmulatorClock {

    private record Task(Instant due, long order, Runnable work) {}

    private final PriorityQueue<Task> tasks =
            new PriorityQueue<>(Comparator.comparing(Task::due).thenComparing(Task::order));
    private Instant now;
    private long scheduled;

    public ManualClock(Instant start) {
        this.now = requireNonNull(start, "start");
    }

    @Override
    public synchronized Instant instant() {
        return now;
    }

    @Override
    public void schedule(Duration delay, Runnable task) {
        requireNonNull(task, "task");
        if (delay.isZero() || delay.isNegative()) {
            task.run();
            return;
        }
        synchronized (this) {
            tasks.add(new Task(now.plus(delay), scheduled++, task));
        }
    }

    /** Moves the time forward and runs all tasks that become due, including those that these tasks schedule. */
    public void advance(Duration step) {
        Instant end = instant().plus(step);
        for (Optional<Task> task = next(end); task.isPresent(); task = next(end)) {
            task.get().work().run();
        }
        synchronized (this) {
            now = end;
        }
    }

    private synchronized Optional<Task> next(Instant end) {
        if (tasks.isEmpty() || tasks.peek().due().isAfter(end)) {
            return Optional.empty();
        }
        Task task = tasks.remove();
        now = task.due();
        return Optional.of(task);
    }
}
