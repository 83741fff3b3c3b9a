package emulators.wire;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Uses one thread for each request in progress, without a limit, so that no client can keep the next request waiting. Idle connections use no thread.
 *
 * <p>The threads are virtual from Java 24 on. In Java 21 to 23 a virtual thread pins its carrier while the JDK's server reads from a connection, so a few slow clients would block all others.
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
