package imagefanout.benchmarks;

import java.util.Map;

/**
 * What one recorder took for one build, as a line of JSON has it.
 *
 * @param recorder {@code fleet} or {@code straightforward}
 * @param requests to DynamoDB
 * @param writeUnits of the table and its indexes
 * @param hottestPartitionShare of the writes to the table, from 0 to 1
 * @param duplicate the same once more
 * @param peakHeapMegabytes garbage included, in a process that may have {@code heapLimitMegabytes}
 * @param queries by what is asked
 */
record Measurement(
        String recorder,
        int amis,
        int requests,
        double writeUnits,
        double requestsPerAmi,
        double writeUnitsPerAmi,
        double hottestPartitionShare,
        Cost duplicate,
        int heapLimitMegabytes,
        double peakHeapMegabytes,
        double wallSeconds,
        Map<String, Cost> queries) {

    record Cost(int requests, double readUnits, double writeUnits) {
        static Cost of(Tally tally) {
            return new Cost(tally.requests(), tally.readUnits(), tally.writeUnits());
        }
    }
}
