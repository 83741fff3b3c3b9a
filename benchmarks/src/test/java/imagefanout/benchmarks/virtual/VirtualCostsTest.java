package imagefanout.benchmarks.virtual;

import static org.assertj.core.api.Assertions.assertThat;

import imagefanout.benchmarks.report.GoalRow;
import imagefanout.model.reconcile.Scope;
import java.util.List;
import org.junit.jupiter.api.Test;

class VirtualCostsTest {
    @Test
    void recordsAStormWithoutDeadLettersInTime() {
        List<GoalRow> rows = StormCosts.rows();

        assertThat(rows).hasSize(9).noneMatch(GoalRow::isMissed);
    }

    @Test
    void aThrottledSweepConvergesInSeveralRuns() {
        VirtualFleet fleet = VirtualFleet.of(20, 100, 1, 2);

        int runs = fleet.reconcile(new Scope.AllLineages());

        assertThat(runs).isBetween(2, 6);
        assertThat(fleet.catalog.build(VirtualImageBuilder.build(19, 99, 1))).isPresent();
    }

    @Test
    void tenDaysOfTwentyPipelinesLoseNothing() {
        assertThat(YearSimulation.rows(20, 10)).noneMatch(GoalRow::isMissed).anyMatch(row -> row.measured() > 0);
    }
}
