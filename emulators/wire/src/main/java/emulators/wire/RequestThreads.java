package emulators.wire;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * One thread for each request that is being read, answered or delayed, without a bound: whatever clients do, the next
 * request finds a thread at once. Idle connections have none.
 *
 * <p>The threads are virtual from Java 24 on. In Java 21 to 23 a virtual thread would pin its carrier wherever the
 * JDK's server reads from a connection, and a few slow clients would stop all others.
 *
 * @see <a href="https://openjdk.org/jeps/491">JEP 491: Synchronize Virtual Threads without Pinning</a>
 */
final class RequestThreads {

    private static final int FIRST_WITHOUT_PINNING = 24;

    private RequestThreads() {}

    static ExecutorService start() {
        return Runtime.version().feature() >= FIRST_WITHOUT_PINNING ? virtual() : platform();
    }

    private static ExecutorService virtual() {
        try {
            return (ExecutorService)
                    Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("Java 21 and later have virtual threads", e);
        }
    }

    private static ExecutorService platform() {
        return new ThreadPoolExecutor(
                0, Integer.MAX_VALUE, 10, TimeUnit.SECONDS, new SynchronousQueue<>(), RequestThreads::daemon);
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "emulator-request");
        thread.setDaemon(true);
        return thread;
    }
}
