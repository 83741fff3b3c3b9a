package imagefanout.benchmarks.recording;

import java.util.HashMap;
import java.util.Map;

/** The counts of a measurement. */
public final class Tally {
    private final Map<String, Double> tableUnitsByPartition = new HashMap<>();
    private final Map<String, Integer> readsByPartition = new HashMap<>();
    private final Map<String, Integer> callsByOperation = new HashMap<>();
    private int requests;
    private double readUnits;
    private double writeUnits;

    void request() {
        requests++;
    }

    void read(String partition) {
        readsByPartition.merge(partition, 1, Integer::sum);
    }

    void call(String operation) {
        callsByOperation.merge(operation, 1, Integer::sum);
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

    public int requests() {
        return requests;
    }

    public double readUnits() {
        return readUnits;
    }

    /** The write units of the table and its indexes. */
    public double writeUnits() {
        return writeUnits;
    }

    /** All calls of Image Builder. */
    public int calls() {
        return callsByOperation.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** @param operation of Image Builder, such as {@code GetImage} */
    public int calls(String operation) {
        return callsByOperation.getOrDefault(operation, 0);
    }

    /** How often one partition whose key begins so was read, at most. */
    public int mostReads(String prefix) {
        return readsByPartition.entrySet().stream()
                .filter(reads -> reads.getKey().startsWith(prefix))
                .mapToInt(Map.Entry::getValue)
                .max()
                .orElse(0);
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
