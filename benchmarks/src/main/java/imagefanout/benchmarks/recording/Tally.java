package imagefanout.benchmarks.recording;

import java.util.HashMap;
import java.util.Map;

/** The counts of a measurement. */
final class Tally {
    private final Map<String, Double> tableUnitsByPartition = new HashMap<>();
    private int requests;
    private double readUnits;
    private double writeUnits;

    void request() {
        requests++;
    }

    void read(double units) {
        readUnits += units;
    }

    /** @param weights of the partition keys written: a batch reports only the sum of their units */
    void written(double units, Map<String, Integer> weights) {
        writeUnits += units;
        double all = weights.values().stream().mapToInt(Integer::intValue).sum();
        weights.forEach(
                (partition, weight) -> tableUnitsByPartition.merge(partition, units * weight / all, Double::sum));
    }

    void indexWritten(double units) {
        writeUnits += units;
    }

    int requests() {
        return requests;
    }

    double readUnits() {
        return readUnits;
    }

    /** The write units of the table and its indexes. */
    double writeUnits() {
        return writeUnits;
    }

    /** The largest share of one partition key in the table's write units; 0 when nothing was written. */
    double hottestShare() {
        double all = tableUnitsByPartition.values().stream()
                .mapToDouble(Double::doubleValue)
                .sum();
        return tableUnitsByPartition.values().stream()
                        .mapToDouble(Double::doubleValue)
                        .max()
                        .orElse(0)
                / Math.max(1, all);
    }
}
