package imagefanout.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import imagefanout.benchmarks.report.GoalRow;
import org.junit.jupiter.api.Test;

class AnnounceGoalsTest {
    @Test
    void countsWhatABuildForThirtyAccountsCosts() {
        assertThat(AnnounceGoals.announced(2, 30))
                .noneMatch(GoalRow::isMissed)
                .filteredOn(row -> row.what().endsWith("events"))
                .singleElement()
                .satisfies(row -> assertThat(row.measured()).isEqualTo(32));
    }
}
