package imagefanout.dynamodb.table;

import static java.util.Objects.requireNonNull;

import imagefanout.model.Deadline;
import imagefanout.model.StorageException;
import java.time.Duration;
import software.amazon.awssdk.retries.api.BackoffStrategy;

/**
 * Pauses before unprocessed items of a batch are sent again, as the SDK does before it repeats a request.
 *
 * @see <a href="https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchWriteItem.html">BatchWriteItem, which
 *     asks for this</a>
 */
public final class Backoff {
    private static final BackoffStrategy STRATEGY =
            BackoffStrategy.exponentialDelay(Duration.ofMillis(50), Duration.ofSeconds(3));

    /** Lets the time pass. */
    @FunctionalInterface
    public interface Pause {
        void of(Duration time) throws InterruptedException;
    }

    private final Deadline deadline;
    private final Pause pause;

    /** Sleeps. */
    static Backoff within(Deadline deadline) {
        return new Backoff(deadline, time -> Thread.sleep(time.toMillis()));
    }

    public Backoff(Deadline deadline, Pause pause) {
        this.deadline = requireNonNull(deadline, "deadline");
        this.pause = requireNonNull(pause, "pause");
    }

    /**
     * Pauses before the retry of that number, from 1.
     *
     * @throws StorageException when less time is left than the pause would take
     */
    void pauseBefore(int retry, String what) {
        Duration time = STRATEGY.computeDelay(retry);
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
