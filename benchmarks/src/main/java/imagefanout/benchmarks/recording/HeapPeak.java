package imagefanout.benchmarks.recording;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.util.List;

/** The highest heap usage of this process, garbage included. */
final class HeapPeak {
    private static final double MEGABYTE = 1024.0 * 1024.0;

    private HeapPeak() {}

    /** An upper bound: the sum of the highest usage of each memory pool. */
    static double megabytes() {
        return pools().stream().mapToLong(pool -> pool.getPeakUsage().getUsed()).sum() / MEGABYTE;
    }

    static void reset() {
        pools().forEach(MemoryPoolMXBean::resetPeakUsage);
    }

    private static List<MemoryPoolMXBean> pools() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .toList();
    }
}
