package emulators.imagebuilder;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.PriorityQueue;

/**
 * A time that stands still until a test moves it, so that builds run without sleeping.
 *
 * <p>{@link #advance} runs everything that falls due, in order, in the caller's thread: when it returns, builds have
 * moved and the subscriber has been told. What is due at once runs at once, in the thread that asks for it.
 */
public final class ManualClock implements Time {

    private record Task(Instant due, long order, Runnable work) {}

    private final PriorityQueue<Task> tasks =
            new PriorityQueue<>(Comparator.comparing(Task::due).thenComparing(Task::order));
    private Instant now;
    private long scheduled;

    public ManualClock(Instant start) {
        this.now = requireNonNull(start, "start");
    }

    @Override
    public synchronized Instant now() {
        return now;
    }

    @Override
    public void after(Duration delay, Runnable task) {
        requireNonNull(task, "task");
        if (delay.isZero() || delay.isNegative()) {
            task.run();
            return;
        }
        synchronized (this) {
            tasks.add(new Task(now.plus(delay), scheduled++, task));
        }
    }

    /** Moves the time on and runs what falls due on the way, including what that work asks for in turn. */
    public void advance(Duration step) {
        Instant end = now().plus(step);
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
