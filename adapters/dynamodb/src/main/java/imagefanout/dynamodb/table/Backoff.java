package imagefanout.dynamodb.table;

import static java.util.Objects.requireNonNull;

import imagefanout.model.Deadline;
import imagefanout.model.StorageException;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.random.RandomGenerator;

/**
 * Waits between two tries of the same work: a random time up to a bound that doubles.
 *
 * @see <a href="https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchWriteItem.html">BatchWriteItem, which
 *     asks for this when it gives items back</a>
 */
public final class Backoff {
    private static final Duration FIRST = Duration.ofMillis(50);
    private static final int MOST_DOUBLINGS = 6;

    /** Lets the time pass. */
    @FunctionalInterface
    public interface Pause {
        void of(Duration time) throws InterruptedException;
    }

    private final Deadline deadline;
    private final RandomGenerator random;
    private final Pause pause;

    /** Waits for real. */
    public static Backoff within(Deadline deadline) {
        return new Backoff(deadline, ThreadLocalRandom.current(), time -> Thread.sleep(time.toMillis()));
    }

    public Backoff(Deadline deadline, RandomGenerator random, Pause pause) {
        this.deadline = requireNonNull(deadline, "deadline");
        this.random = requireNonNull(random, "random");
        this.pause = requireNonNull(pause, "pause");
    }

    /** Waits before the try of that number, from 1; when the time left is too short, says of {@code what}, and gives up. */
    public void before(int retry, String what) {
        long most = FIRST.toMillis() << Math.min(retry - 1, MOST_DOUBLINGS);
        Duration time = Duration.ofMillis(random.nextLong(most + 1));
        if (time.compareTo(deadline.left()) >= 0) {
            throw new StorageException("no time is left for " + what);
        }
        try {
            pause.of(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StorageException("interrupted before " + what, e);
        }
    }
}
