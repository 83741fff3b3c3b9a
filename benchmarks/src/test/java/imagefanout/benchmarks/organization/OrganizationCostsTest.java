package imagefanout.benchmarks.organization;

import static org.assertj.core.api.Assertions.assertThat;

import imagefanout.benchmarks.recording.MeasuredBuild;
import imagefanout.benchmarks.report.GoalRow;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The counts of the command at sizes that take a second. */
class OrganizationCostsTest {
    private static final MeasuredBuild SMALL = new MeasuredBuild(2, 10);

    @Test
    void aFinishedBuildIsReadOnceItsPipelineListedOnceAndTakes16Requests() {
        assertThat(FinishedBuildCosts.rows(3))
                .hasSize(4)
                .allSatisfy(row -> assertThat(row.measured()).as(row.what()).isEqualTo(row.atMost()));
    }

    @Test
    void answersMeetTheirGoals() {
        List<GoalRow> rows = List.of(
                ReadCosts.dashboard(120),
                ReadCosts.account(3),
                ReadCosts.latestOfARegionWithoutAnImage(6),
                ReadCosts.amisOfABuild(SMALL));

        assertThat(rows).noneMatch(GoalRow::isMissed).allMatch(row -> row.measured() > 0);
    }

    @Test
    void syncsMeetTheirGoals() {
        assertThat(SyncCosts.unchanged(30)).hasSize(4).noneMatch(GoalRow::isMissed);
        assertThat(SyncCosts.accountAdded(2, SMALL)).hasSize(2).noneMatch(GoalRow::isMissed);
    }

    @Test
    void aNoteCostsOneWriteUnit() {
        assertThat(JournalCosts.rows(30)).noneMatch(GoalRow::isMissed).anyMatch(row -> row.measured() == 1);
    }

    @Test
    void everyAccountIsToldOfABuildOnce() {
        assertThat(AnnouncementCosts.rows(SMALL))
                .noneMatch(GoalRow::isMissed)
                .filteredOn(row -> row.what().endsWith("events"))
                .singleElement()
                .satisfies(row -> assertThat(row.measured()).isEqualTo(SMALL.accounts() + 1));
    }

    @Test
    void storageDoesNotGrowWithTheBuildsThatAreRemoved() {
        assertThat(StorageCosts.rows(60)).hasSize(2).noneMatch(GoalRow::isMissed);
    }

    @Test
    void aMonthOfASmallOrganizationIsPrintedWithItsAlternatives() {
        StringWriter printed = new StringWriter();
        OrganizationCosts months =
                OrganizationCosts.count(List.of(new OrganizationSize("tiny", 2, 10, SMALL, 50, 1_000)));

        months.print(new PrintWriter(printed, true));

        assertThat(printed.toString())
                .contains("| by the month | tiny |")
                .contains("| AMIs of a build | 20 |")
                .contains("| *alternatives*: one SSM parameter for each AMI: calls | 200 |")
                .contains("| a script that reads every build each night: calls | 1,560 |");
        assertThat(months.drawWrites()).contains("one SSM parameter for each AMI");
        assertThat(months.drawCalls()).contains("a script that reads all each night");
    }
}
