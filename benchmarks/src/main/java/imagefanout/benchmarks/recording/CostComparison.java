package imagefanout.benchmarks.recording;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The same build, recorded by the fleet and by the straightforward recorder. */
record CostComparison(Measurement fleet, Measurement straightforward) {
    private static final int LARGEST = 30_000;

    double requestRatio() {
        return (double) fleet.requests() / straightforward.requests();
    }

    double writeUnitRatio() {
        return fleet.writeUnits() / straightforward.writeUnits();
    }

    double wallRatio() {
        return fleet.wallSeconds() / straightforward.wallSeconds();
    }

    /** The goals that are missed. A duplicate is free at every size; the other goals are for the largest build. */
    List<String> missedGoals() {
        List<String> missed = new ArrayList<>();
        atMost(missed, "write units of a duplicate", fleet.duplicate().writeUnits(), 0);
        if (fleet.amis() < LARGEST) {
            return missed;
        }
        atMost(missed, "write units per AMI", fleet.writeUnitsPerAmi(), 1.15);
        atMost(missed, "requests per AMI", fleet.requestsPerAmi(), 0.05);
        atMost(missed, "share of the hottest partition key", fleet.hottestPartitionShare(), 0.02);
        atMost(missed, "heap limit in MB", fleet.heapLimitMegabytes(), 128);
        atMost(missed, "requests beside the straightforward recorder's", requestRatio(), 0.1);
        atMost(missed, "write units beside the straightforward recorder's", writeUnitRatio(), 0.4);
        return missed;
    }

    private void atMost(List<String> missed, String what, double is, double most) {
        if (is > most) {
            missed.add(String.format(Locale.ROOT, "%,d AMIs: %s: %.4f, at most %s", fleet.amis(), what, is, most));
        }
    }
}
