package imagefanout.benchmarks;

import java.util.HashMap;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.ConsumedCapacity;

/** What was counted. */
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
     * @param capacity with what the table and each index consumed
     * @param weights of the partition keys written, which share what the table consumed; a batch reports only their sum
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

    /** Of the table and its indexes. */
    double writeUnits() {
        return writeUnits;
    }

    /** The share of the partition key that took most of what was written to the table; 0 when nothing was. */
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
