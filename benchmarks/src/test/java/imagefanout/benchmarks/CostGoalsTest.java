package imagefanout.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import imagefanout.benchmarks.report.GoalRow;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

class CostGoalsTest {
    private static final GoalRow MET = new GoalRow("list calls of a sweep", "500 pipelines", 2030, 2030);
    private static final GoalRow MISSED = new GoalRow("list calls of a sweep", "5 pipelines", 2.5, 2);

    @Test
    void printsEachRowBesideItsGoal() {
        StringWriter printed = new StringWriter();

        List<GoalRow> rows =
                new CostGoals(List.of(() -> List.of(MET), () -> List.of(MISSED))).print(new PrintWriter(printed, true));

        assertThat(rows).containsExactly(MET, MISSED);
        assertThat(printed.toString().lines())
                .anySatisfy(line ->
                        assertThat(line).contains("500 pipelines", "2,030").doesNotContain("MISSED"))
                .anySatisfy(line -> assertThat(line).contains("5 pipelines", "2.500", "MISSED"));
    }
}
