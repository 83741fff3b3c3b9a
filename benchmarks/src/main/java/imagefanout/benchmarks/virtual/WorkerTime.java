package imagefanout.benchmarks.virtual;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;

/** Virtual time for concurrent workers: one works at a time, and the one that has to wait least is next. */
final class WorkerTime extends VirtualTime {
    private final PriorityQueue<Waiting> waiting =
            new PriorityQueue<>(Comparator.comparing(Waiting::until).thenComparing(Waiting::order));
    private int order;

    private record Waiting(Instant until, int order, Semaphore turn) {}

    WorkerTime(Instant start) {
        super(start);
    }

    /** Runs the workers to their ends. */
    void run(List<Runnable> workers) {
        CountDownLatch working = new CountDownLatch(workers.size());
        for (Runnable worker : workers) {
            Waiting start = await(instant());
            Thread thread = new Thread(() -> {
                start.turn().acquireUninterruptibly();
                try {
                    worker.run();
                } finally {
                    working.countDown();
                    next();
                }
            });
            thread.setDaemon(true);
            thread.start();
        }
        next();
        try {
            working.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while workers run", e);
        }
    }

    /** Lets others work meanwhile. */
    @Override
    void pass(Duration length) {
        Waiting here = await(instant().plus(length));
        next();
        here.turn().acquireUninterruptibly();
    }

    private synchronized Waiting await(Instant until) {
        Waiting added = new Waiting(until, order++, new Semaphore(0));
        waiting.add(added);
        return added;
    }

    private synchronized void next() {
        Waiting first = waiting.poll();
        if (first != null) {
            passUntil(first.until());
            first.turn().release();
        }
    }
}
