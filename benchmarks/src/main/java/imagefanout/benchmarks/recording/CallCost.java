package imagefanout.benchmarks.recording;

/**
 * What one call takes once the classes are loaded and compiled, as an average over many calls.
 *
 * @param requests to DynamoDB
 * @param readUnits consumed
 * @param processorMillis of this process, in all threads
 */
record CallCost(double requests, double readUnits, double processorMillis) {
    /** @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/configuration-memory.html">one vCPU at 1,769 MB</a> */
    private static final double MEGABYTES_OF_A_PROCESSOR = 1769;

    /**
     * @see <a
     *     href="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/burst-adaptive-capacity.html">3,000 read units
     *     per second and partition</a>
     */
    private static final double READ_UNITS_OF_A_PARTITION = 3000;

    /** An item of less than 4 KB, read with eventual consistency. */
    private static final double READ_UNITS_OF_AN_ITEM = 0.5;

    private static final double MILLIS = 1000;

    /** The calls per second that keep an instance of this memory busy. */
    double callsPerSecondOfAnInstance(int megabytes) {
        return megabytes / MEGABYTES_OF_A_PROCESSOR * MILLIS / processorMillis;
    }

    /** The calls per second that DynamoDB serves if every call reads the same item once, such as that of the newest build. */
    static double callsPerSecondOfAnItem() {
        return READ_UNITS_OF_A_PARTITION / READ_UNITS_OF_AN_ITEM;
    }

    /** How much more processor time this takes than the other. */
    double timesTheProcessorOf(CallCost other) {
        return processorMillis / other.processorMillis;
    }
}
