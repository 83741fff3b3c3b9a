package imagefanout.benchmarks.recording;

import java.util.Map;

/**
 * What one recorder needed for one build, as in a line of JSON.
 *
 * @param recorder {@code fleet} or {@code straightforward}
 * @param requests to DynamoDB
 * @param writeUnits of the table and its indexes
 * @param hottestPartitionShare of the writes to the table, from 0 to 1
 * @param duplicate the same build, recorded again
 * @param peakHeapMegabytes garbage included, in a process with a limit of {@code heapLimitMegabytes}
 * @param queries by name
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
