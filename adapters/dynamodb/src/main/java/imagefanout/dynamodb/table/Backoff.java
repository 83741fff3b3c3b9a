package imagefanout.dynamodb.table;

import static java.util.Objects.requireNonNull;

import imagefanout.model.Deadline;
import imagefanout.model.StorageException;
import java.time.Duration;
import software.amazon.awssdk.retries.api.BackoffStrategy;

/**
 * Pauses before unprocessed batch items are retried, with exponential delays as in the SDK's own retries.
 *
 * @see <a href="https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchWriteItem.html">BatchWriteItem
 *     recommends exponential backoff</a>
 */
public final class Backoff {
    private static final BackoffStrategy STRATEGY =
            BackoffStrategy.exponentialDelay(Duration.ofMillis(50), Duration.ofSeconds(3));

    /** Waits for a duration. */
    @FunctionalInterface
    public interface Pause {
        void of(Duration time) throws InterruptedException;
    }

    private final Deadline deadline;
    private final Pause pause;

    /** A backoff that pauses with {@link Thread#sleep}. */
    static Backoff within(Deadline deadline) {
        return new Backoff(deadline, time -> Thread.sleep(time.toMillis()));
    }

    public Backoff(Deadline deadline, Pause pause) {
        this.deadline = requireNonNull(deadline, "deadline");
        this.pause = requireNonNull(pause, "pause");
    }

    /**
     * Pauses before a retry.
     *
     * @param retry the number of the retry, starting at 1
     * @throws StorageException when the time left is not longer than the pause
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
