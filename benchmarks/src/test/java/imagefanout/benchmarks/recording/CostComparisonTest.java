package imagefanout.benchmarks.recording;

import static org.assertj.core.api.Assertions.assertThat;

import imagefanout.benchmarks.recording.Measurement.Cost;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CostComparisonTest {
    private static final Measurement STRAIGHTFORWARD = measured(30_000, 30_000, 90_000, 1, 30_000);

    @Test
    void findsEveryGoalReached() {
        Measurement fleet = measured(30_000, 1_300, 32_500, 0.002, 0);

        assertThat(new CostComparison(fleet, STRAIGHTFORWARD).missedGoals()).isEmpty();
    }

    @Test
    void namesEachGoalThatIsMissed() {
        Measurement fleet = measured(30_000, 3_001, 36_001, 0.021, 1);

        assertThat(new CostComparison(fleet, STRAIGHTFORWARD).missedGoals())
                .satisfiesExactlyInAnyOrder(
                        goal -> assertThat(goal).contains("duplicate"),
                        goal -> assertThat(goal).contains("write units per AMI", "1.15"),
                        goal -> assertThat(goal).contains("requests per AMI", "0.1000"),
                        goal -> assertThat(goal).contains("hottest", "0.0210"),
                        goal -> assertThat(goal).contains("requests beside"),
                        goal -> assertThat(goal).contains("write units beside"));
    }

    @Test
    void wantsADuplicateToBeFreeAtEverySize() {
        Measurement fleet = measured(5, 13, 21, 0.2, 2);

        assertThat(new CostComparison(fleet, measured(5, 5, 15, 1, 5)).missedGoals())
                .singleElement()
                .asString()
                .contains("duplicate", "2");
    }

    private static Measurement measured(
            int amis, int requests, double writeUnits, double hottest, double duplicateWriteUnits) {
        return new Measurement(
                "either",
                amis,
                requests,
                writeUnits,
                (double) requests / amis,
                writeUnits / amis,
                hottest,
                new Cost(1, 1, duplicateWriteUnits),
                128,
                100,
                1,
                Map.of());
    }
}
