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
     * A unit for each 4 KB begun, and at least one; half of that without strong consistency.
     *
     * @param bytes the size of the item, or of all items that a query or a scan evaluates
     */
    public static double read(long bytes, boolean consistent) {
        return blocks(bytes, READ_BYTES) * (consistent ? 1.0 : 0.5);
    }

    /** Two units for each 4 KB begun. */
    public static double transactionalRead(long bytes) {
        return 2.0 * blocks(bytes, READ_BYTES);
    }

    /**
     * A unit for each 1 KB begun, and at least one.
     *
     * @param bytes the size of the item before or after the write, whichever is larger
     */
    public static double write(long bytes) {
        return blocks(bytes, WRITE_BYTES);
    }

    /** Two units for each 1 KB begun. */
    public static double transactionalWrite(long bytes) {
        return 2.0 * blocks(bytes, WRITE_BYTES);
    }

    private static long blocks(long bytes, long block) {
        return Math.max(1, (bytes + block - 1) / block);
    }
}
