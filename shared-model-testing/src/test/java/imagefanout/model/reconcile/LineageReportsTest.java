package imagefanout.model.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import imagefanout.model.catalog.RecordImage;
import imagefanout.model.identity.ImageBuildArn;
import imagefanout.model.image.ImageState;
import imagefanout.model.image.UnknownResourceException;
import imagefanout.testing.GoldenImages;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a run reports about each lineage. */
final class LineageReportsTest {
    private static final Scope PIPELINE = new Scope.SomeLineages(Set.of(GoldenImages.PIPELINE));

    @Test
    void countsEachBuildOnce() {
        ReconcileFixture fixture = recorded(6);
        fixture.service.put(GoldenImages.fiveAmis(1).in(ImageState.DEPRECATED).described());
        fixture.service.put(GoldenImages.fiveAmis(2).in(ImageState.DELETED).described());
        fixture.service.remove(GoldenImages.build(3).arn());
        fixture.service.unlist(GoldenImages.build(4).arn());
        fixture.service.put(GoldenImages.build(7).in(ImageState.BUILDING).described());

        Reconciled result = fixture.runs(PIPELINE);

        assertThat(result.lineages())
                .containsExactly(new LineageReport(
                        GoldenImages.PIPELINE.toString(),
                        LineageOutcome.SETTLED,
                        5,
                        3,
                        1,
                        List.of(GoldenImages.build(1).arn()),
                        List.of(GoldenImages.build(2).arn()),
                        List.of(GoldenImages.build(3).arn()),
                        0,
                        0,
                        List.of()));
        assertThat(result.buildsRepaired()).isEqualTo(3);
    }

    @Test
    void namesTheLineageThatItIsOn() {
        ReconcileFixture fixture = recorded(1);

        LineageReport report = fixture.runs(PIPELINE).lineages().get(0);

        assertThat(report.isOn(GoldenImages.PIPELINE)).isTrue();
        assertThat(report.isOn(GoldenImages.build(1).arn().image())).isFalse();
    }

    @Test
    void aRunThatWasNotNeededReportsNothing() {
        Reconciled nothing = Reconciled.nothing();

        assertThat(nothing.outcome()).isEqualTo(ReconcileOutcome.NOTHING_TO_DO);
        assertThat(nothing.lineages()).isEmpty();
        assertThat(nothing.otherRunUntil()).isEmpty();
    }

    @Test
    void reportsOnlyTheListOfAllBuildsWhenItShowsEverythingAsRecorded() {
        ReconcileFixture fixture = listingAll();

        Reconciled result = fixture.sweeps();

        assertThat(result.lineages()).singleElement().satisfies(report -> {
            assertThat(report.lineage()).isEqualTo("builds of us-east-1");
            assertThat(report.listed()).isEqualTo(3);
            assertThat(report.unchanged()).isEqualTo(3);
        });
    }

    @Test
    void reportsABuildThatTheListOfAllBuildsCouldNotShowAndDeletesNothing() {
        ReconcileFixture fixture = listingAll();
        fixture.service.remove(GoldenImages.build(3).arn());
        fixture.service.unreadable("build 3: an unknown state");

        Reconciled result = fixture.sweeps();

        assertThat(result.outcome()).isEqualTo(ReconcileOutcome.FAILED_IN_PART);
        assertThat(result.failed())
                .extracting(LineageReport::lineage)
                .containsExactly("builds of us-east-1", GoldenImages.PIPELINE.toString());
        assertThat(result.failed())
                .allSatisfy(report -> assertThat(report.failures()).contains("build 3: an unknown state"));
        assertThat(fixture.state(GoldenImages.build(3).arn())).contains(ImageState.AVAILABLE);
    }

    @Test
    void reportsWhatItListedBeforeTimeRanOut() {
        ReconcileFixture fixture = ReconcileFixture.withListOfAllBuilds();
        for (int number = 1; number <= 40; number++) {
            fixture.service.put(GoldenImages.build(number).described());
        }
        fixture.interruption =
                call -> fixture.passes(call.equals("ImageListing.allBuilds") ? Duration.ofSeconds(55) : Duration.ZERO);

        Reconciled first = fixture.sweeps();
        fixture.runsToEnd(new Scope.Resume());

        assertThat(first.lineages()).singleElement().satisfies(report -> {
            assertThat(report.lineage()).isEqualTo("builds of us-east-1");
            assertThat(report.outcome()).isEqualTo(LineageOutcome.HANDED_ON);
            assertThat(report.repaired()).hasSizeGreaterThan(10);
        });
        assertThat(first.buildsRepaired()
                        + fixture.reports.stream()
                                .mapToInt(LineageReport::buildsRepaired)
                                .sum())
                .isEqualTo(40);
    }

    /** Image Builder still lists a deleted build with its AMIs, but GetImage no longer knows it. */
    @Test
    void countsABuildAsUnchangedThatIsAlreadyRecordedAsDeleted() {
        ReconcileFixture fixture = recorded(3);
        ImageBuildArn deleted = GoldenImages.build(2).arn();
        fixture.service.put(GoldenImages.fiveAmis(2).in(ImageState.DELETED).described());
        fixture.fail(
                "ImageBuilder.describe"::equals,
                new UnknownResourceException(deleted, new IllegalStateException("no such image")));

        Reconciled first = fixture.runs(PIPELINE);
        Reconciled second = fixture.runs(PIPELINE);

        assertThat(first.lineages().get(0).deleted()).containsExactly(deleted);
        assertThat(second.failed()).isEmpty();
        assertThat(second.buildsRepaired()).isZero();
        assertThat(second.lineages().get(0).unchanged()).isEqualTo(3);
    }

    @Test
    void reportsABuildThatAnotherRunRecordedWhileItWasFoundGone() {
        ReconcileFixture fixture = recorded(3);
        ImageBuildArn back = GoldenImages.build(2).arn();
        fixture.service.remove(back);
        fixture.interruption = call -> {
            if (call.equals("ImageCatalog.image")) {
                fixture.service.put(
                        GoldenImages.fiveAmis(2).in(ImageState.DEPRECATED).described());
                new RecordImage(fixture.service, fixture.catalog, fixture.clock()).record(back);
            }
        };

        Reconciled result = fixture.runs(PIPELINE);

        assertThat(fixture.state(back)).contains(ImageState.DEPRECATED);
        assertThat(result.failed()).singleElement().satisfies(report -> assertThat(report.failures())
                .containsExactly(back + ": another run recorded it while it was found GONE"));
    }

    @Test
    void waitsBetweenTheTwoRequestsOfEachUnseenBuild() {
        ReconcileFixture fixture = recorded(5);
        for (int number = 2; number <= 4; number++) {
            fixture.service.remove(GoldenImages.build(number).arn());
        }
        List<Instant> requests = new ArrayList<>();
        fixture.interruption = call -> {
            if (call.equals("ImageBuilder.describe")) {
                requests.add(fixture.now());
            }
        };

        fixture.runs(PIPELINE);

        assertThat(requests).hasSize(6);
        assertThat(Duration.between(requests.get(2), requests.get(3)))
                .isGreaterThanOrEqualTo(fixture.settings.confirmAfter());
        assertThat(fixture.pauses).containsExactly(fixture.settings.confirmAfter());
    }

    @Test
    void recordsABuildThatEndsWhileTheSweepIsInProgress() {
        ReconcileFixture fixture = recorded(1);
        fixture.service.put(GoldenImages.build(2).in(ImageState.TESTING).described());
        fixture.interruption = call -> {
            if (call.equals("ImageListing.imageVersions")) {
                fixture.service.put(GoldenImages.fiveAmis(2).described());
            }
        };

        fixture.sweeps();

        assertThat(fixture.state(GoldenImages.build(2).arn())).contains(ImageState.AVAILABLE);
    }

    @Test
    void readsNoSummaryOfWhatItHasReadOrRecordedBefore() {
        ReconcileFixture fixture = recorded(4);
        fixture.service.put(GoldenImages.fiveAmis(3).in(ImageState.DEPRECATED).described());

        Reconciled result = fixture.sweeps();

        assertThat(result.buildsRepaired()).isEqualTo(1);
        assertThat(fixture.calls("ImageCatalog.summaries")).isZero();
    }

    private static ReconcileFixture listingAll() {
        ReconcileFixture fixture = ReconcileFixture.withListOfAllBuilds();
        recordBuilds(fixture, 3);
        return fixture;
    }

    private static ReconcileFixture recorded(int builds) {
        ReconcileFixture fixture = new ReconcileFixture();
        recordBuilds(fixture, builds);
        return fixture;
    }

    private static void recordBuilds(ReconcileFixture fixture, int builds) {
        for (int number = 1; number <= builds; number++) {
            fixture.service.put(GoldenImages.fiveAmis(number).described());
            fixture.delivered(GoldenImages.build(number).arn());
        }
        fixture.calls.clear();
    }
}
