package emulators.wire.clock;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.Optional;
import java.util.PriorityQueue;

/**
 * A clock that follows a base clock and can be advanced, frozen, and stopped. Tasks run when this clock reaches their time: {@link #advance} runs due tasks before it returns, and a frozen clock runs none.
 */
public final class AdjustableClock implements EmulatorClock {

    private static final Duration MAX_CLOCK_SETBACK = Duration.ofMillis(50);

    private record Task(Instant due, long order, Runnable work) {}

    private final EmulatorClock base;
    private final PriorityQueue<Task> tasks =
            new PriorityQueue<>(Comparator.comparing(Task::due).thenComparing(Task::order));
    private Duration ahead = Duration.ZERO;
    private Optional<Instant> frozenAt = Optional.empty();
    private long scheduled;
    private boolean stopped;

    public AdjustableClock(EmulatorClock base) {
        this.base = requireNonNull(base, "base");
    }

    @Override
    public synchronized Instant instant() {
        return frozenAt.orElseGet(() -> base.instant().plus(ahead));
    }

    @Override
    public void schedule(Duration delay, Runnable task) {
        requireNonNull(task, "task");
        boolean waits = !delay.isZero() && !delay.isNegative();
        synchronized (this) {
            if (stopped) {
                return;
            }
            if (waits) {
                // Millisecond precision, like the system clock, so that the base clock does not wake this one before
                // the task is due.
                tasks.add(new Task(instant().plus(delay).truncatedTo(ChronoUnit.MILLIS), scheduled++, task));
            }
        }
        base.schedule(delay, waits ? this::runDue : task);
    }

    private void runDue() {
        Optional<Task> task = next(instant());
        if (task.isEmpty()) {
            rescheduleEarlyWakeUp();
        }
        for (; task.isPresent(); task = next(instant())) {
            task.get().work().run();
        }
    }

    /** The base clock may have been set back slightly, so the task may not be due yet. */
    private synchronized void rescheduleEarlyWakeUp() {
        if (frozenAt.isEmpty() && !tasks.isEmpty()) {
            Duration left = Duration.between(instant(), tasks.peek().due());
            if (left.compareTo(MAX_CLOCK_SETBACK) < 0) {
                base.schedule(left, this::runDue);
            }
        }
    }

    private synchronized Optional<Task> next(Instant end) {
        return tasks.isEmpty() || tasks.peek().due().isAfter(end) ? Optional.empty() : Optional.of(tasks.remove());
    }

    /** Moves the time forward and runs all tasks that become due, in order, before it returns. */
    public void advance(Duration step) {
        Instant end = instant().plus(step);
        for (Optional<Task> task = next(end); task.isPresent(); task = next(end)) {
            moveTo(task.get().due());
            task.get().work().run();
        }
        moveTo(end);
        scheduleWakeUps();
    }

    /** Moves the time forward to the instant. Does nothing if the time is already later. */
    private synchronized void moveTo(Instant instant) {
        Duration step = Duration.between(instant(), instant);
        if (!step.isNegative()) {
            ahead = ahead.plus(step);
            frozenAt = frozenAt.map(frozen -> frozen.plus(step));
        }
    }

    /** Schedules a wake-up on the base clock for each remaining task. */
    private synchronized void scheduleWakeUps() {
        if (frozenAt.isEmpty()) {
            Instant now = instant();
            tasks.forEach(task -> base.schedule(atLeastOneNano(Duration.between(now, task.due())), this::runDue));
        }
    }

    private static Duration atLeastOneNano(Duration delay) {
        return delay.isNegative() || delay.isZero() ? Duration.ofNanos(1) : delay;
    }

    /** Stops the time; it can still be advanced. */
    public synchronized void freeze() {
        frozenAt = Optional.of(instant());
    }

    /** Resumes from the time at which the clock was frozen. */
    public synchronized void unfreeze() {
        frozenAt.ifPresent(frozen -> ahead = Duration.between(base.instant(), frozen));
        frozenAt = Optional.empty();
        scheduleWakeUps();
    }

    public synchronized boolean isFrozen() {
        return frozenAt.isPresent();
    }

    /** Resets the clock to the base clock's time and discards all tasks. */
    public synchronized void reset() {
        tasks.clear();
        frozenAt = Optional.empty();
        ahead = Duration.ZERO;
    }

    /** Runs no more tasks. */
    public synchronized void stop() {
        reset();
        stopped = true;
    }
}
