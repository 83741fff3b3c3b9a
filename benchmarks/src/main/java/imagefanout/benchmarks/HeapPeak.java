package imagefanout.benchmarks;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.util.List;

/** The most that this process's heap held at once, garbage included: what its limit was seen to be enough for. */
final class HeapPeak {
    private static final double MEGABYTE = 1024.0 * 1024.0;

    private HeapPeak() {}

    /** Upper bound: each of the heap's pools at its own highest. */
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
