package imagefanout.benchmarks;

import java.util.HashMap;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.ConsumedCapacity;

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

    /**
     * @param capacity with the units of the table and of each index
     * @param weights of the partition keys written: a batch reports only the sum of their units
     */
    void written(ConsumedCapacity capacity, Map<String, Integer> weights) {
        writeUnits += capacity.capacityUnits();
        double all = weights.values().stream().mapToInt(Integer::intValue).sum();
        double table = capacity.table().capacityUnits();
        weights.forEach(
                (partition, weight) -> tableUnitsByPartition.merge(partition, table * weight / all, Double::sum));
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
