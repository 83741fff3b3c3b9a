package emulators.dynamodb.capacity;

/**
 * Capacity units by item size.
 *
 * @see <a href="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/read-write-operations.html">DynamoDB
 *     read and write operations</a>
 */
public final class Units {

    private static final long READ_BYTES = 4096;
    private static final long WRITE_BYTES = 1024;

    private Units() {}

    /**
     * One unit per started 4 KB, at least one; half without strong consistency.
     *
     * @param bytes the size of the item, or of all items that a query or scan evaluates
     */
    public static double read(long bytes, boolean consistent) {
        return blocks(bytes, READ_BYTES) * (consistent ? 1.0 : 0.5);
    }

    /** Two units per started 4 KB. */
    public static double transactionalRead(long bytes) {
        return 2.0 * blocks(bytes, READ_BYTES);
    }

    /**
     * One unit per started 1 KB, at least one.
     *
     * @param bytes the size of the item before or after the write, whichever is larger
     */
    public static double write(long bytes) {
        return blocks(bytes, WRITE_BYTES);
    }

    /** Two units per started 1 KB. */
    public static double transactionalWrite(long bytes) {
        return 2.0 * blocks(bytes, WRITE_BYTES);
    }

    private static long blocks(long bytes, long block) {
        return Math.max(1, (bytes + block - 1) / block);
    }
}
