package imagefanout.model.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import imagefanout.model.identity.ImageBuildArn;
import imagefanout.model.identity.PipelineArn;
import imagefanout.model.image.ImageBuilderException;
import imagefanout.model.image.ImageState;
import imagefanout.model.journal.WalkDepth;
import imagefanout.model.listing.PageTooLargeException;
import imagefanout.model.listing.StalePageException;
import imagefanout.testing.GoldenImages;
import java.time.Duration;
import java.util.Set;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.Test;

/** How many pages a walk reads, and what it does with a page that fails. */
final class ListsOfBuildsTest {
    private static final Scope PIPELINE = new Scope.SomeLineages(Set.of(GoldenImages.PIPELINE));
    private static final Scope NEWEST = new Scope.SomeLineages(Set.of(GoldenImages.PIPELINE), WalkDepth.NEWEST);

    @Test
    void readsOnePageWithoutGetImageWhenTheNewestBuildsAreAsRecorded() {
        ReconcileFixture fixture = recorded(30);
        fixture.listsAtMost(25);

        Reconciled result = fixture.runs(NEWEST);

        assertThat(fixture.calls("ImageListing.")).isEqualTo(1);
        assertThat(fixture.calls("ImageBuilder.")).isZero();
        assertThat(result.lineages()).singleElement().satisfies(report -> {
            assertThat(report.outcome()).isEqualTo(LineageOutcome.SETTLED);
            assertThat(report.listed()).isEqualTo(5);
            assertThat(report.unchanged()).isEqualTo(5);
        });
    }

    @Test
    void readsUntilItHasSeenFiveOfTheNewestBuilds() {
        ReconcileFixture fixture = recorded(30);

        Reconciled result = fixture.runs(NEWEST);

        assertThat(fixture.calls("ImageListing.")).isEqualTo(3);
        assertThat(result.lineages().get(0).listed()).isEqualTo(6);
    }

    @Test
    void readsOnAfterAPageThatDiffered() {
        ReconcileFixture fixture = recorded(60);
        fixture.listsAtMost(5);
        // The fake lists builds in the order of their ARNs: 1, 10 to 13; 14 to 18; 19, 2, 20 to 22.
        for (int number : new int[] {10, 18}) {
            fixture.service.put(
                    GoldenImages.build(number).in(ImageState.DEPRECATED).described());
        }

        Reconciled result = fixture.runs(NEWEST);

        assertThat(fixture.calls("ImageListing.")).isEqualTo(3);
        assertThat(result.buildsRepaired()).isEqualTo(2);
    }

    @Test
    void readsOnAfterAPageWithABuildThatItCouldNotRead() {
        ReconcileFixture fixture = recorded(15);
        fixture.listsAtMost(5);
        fixture.service.unreadable("build 16: an unknown state");

        Reconciled result = fixture.runs(NEWEST);

        assertThat(fixture.calls("ImageListing.")).isEqualTo(3);
        assertThat(result.outcome()).isEqualTo(ReconcileOutcome.FAILED_IN_PART);
    }

    @Test
    void comparesTheNewestBuildsOfADeletedPipelineWithoutAFailureAndReportsAnUnknownOne() {
        ReconcileFixture fixture = recorded(2);
        fixture.service.remove(GoldenImages.PIPELINE);
        PipelineArn unknown = PipelineArn.parse(GoldenImages.PIPELINE + "-unknown");

        Reconciled deleted = fixture.runs(NEWEST);
        Reconciled failed = fixture.runs(new Scope.SomeLineages(Set.of(unknown), WalkDepth.NEWEST));

        assertThat(deleted.outcome()).isEqualTo(ReconcileOutcome.COMPLETE);
        assertThat(failed.failed()).singleElement().satisfies(report -> assertThat(report.lineage())
                .isEqualTo(unknown.toString()));
    }

    @Test
    void readsAPageOfTheListOfAllBuildsThreeTimesAndThenTheOtherLists() {
        ReconcileFixture fixture = listingAll(12);
        failPages(fixture, "ImageListing.allBuilds", call -> call > 1, "no answer");

        Reconciled result = fixture.sweeps();

        assertThat(fixture.calls("ImageListing.allBuilds")).isEqualTo(1 + 3);
        assertThat(fixture.pauses).containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(1));
        assertThat(result.failed()).isEmpty();
        assertThat(fixture.states()).hasSize(12);
    }

    @Test
    void takesTheThirdAnswerToAPageThatFailedTwice() {
        ReconcileFixture fixture = listingAll(12);
        failPages(fixture, "ImageListing.allBuilds", call -> call == 2 || call == 3, "no answer");

        Reconciled result = fixture.sweeps();

        assertThat(fixture.calls("ImageListing.")).isEqualTo(6 + 2);
        assertThat(result.failed()).isEmpty();
        assertThat(fixture.states()).hasSize(12);
    }

    @Test
    void requestsOneBuildAtATimeAfterAPageThatWasTooLarge() {
        ReconcileFixture fixture = recorded(6);
        fixture.interruption = call -> {
            if (call.equals("ImageListing.builds") && fixture.calls(call) == 2) {
                throw new PageTooLargeException("too large", null);
            }
        };

        Reconciled result = fixture.runs(PIPELINE);

        assertThat(result.outcome()).isEqualTo(ReconcileOutcome.COMPLETE);
        assertThat(result.lineages().get(0).listed()).isEqualTo(6);
        assertThat(fixture.calls("ImageListing.")).isEqualTo(2 + 4);
    }

    @Test
    void reportsAPageThatIsTooLargeWithASingleBuild() {
        ReconcileFixture fixture = recorded(6);
        fixture.fail("ImageListing.builds"::equals, new PageTooLargeException("too large", null));

        Reconciled result = fixture.runs(PIPELINE);

        assertThat(fixture.calls("ImageListing.")).isEqualTo(2);
        assertThat(result.failed()).singleElement().satisfies(report -> assertThat(report.failures())
                .containsExactly("builds not listed: too large"));
    }

    @Test
    void startsAListAgainOnceWhenItsTokenIsNoLongerValid() {
        ReconcileFixture fixture = recorded(6);
        fixture.interruption = call -> {
            if (call.equals("ImageListing.builds") && fixture.calls(call) == 3) {
                throw new StalePageException("stale", null);
            }
        };

        Reconciled result = fixture.runs(PIPELINE);

        assertThat(result.outcome()).isEqualTo(ReconcileOutcome.COMPLETE);
        assertThat(fixture.calls("ImageListing.")).isEqualTo(3 + 3);
    }

    @Test
    void reportsAListWhoseTokensAreNeverValidAndLooksForNoDeletedBuild() {
        ReconcileFixture fixture = recorded(6);
        fixture.service.remove(GoldenImages.build(5).arn());
        fixture.interruption = call -> {
            if (call.equals("ImageListing.builds") && fixture.calls(call) % 2 == 0) {
                throw new StalePageException("stale", null);
            }
        };

        Reconciled result = fixture.runs(PIPELINE);

        assertThat(fixture.calls("ImageListing.")).isEqualTo(4);
        assertThat(fixture.calls("ImageBuilder.")).isZero();
        assertThat(result.failed()).singleElement().satisfies(report -> assertThat(report.failures())
                .containsExactly("builds not listed: stale"));
    }

    @Test
    void reportsAFirstPageThatIsStaleWithoutReadingItAgain() {
        ReconcileFixture fixture = recorded(6);
        fixture.fail("ImageListing.builds"::equals, new StalePageException("stale", null));

        Reconciled result = fixture.runs(PIPELINE);

        assertThat(fixture.calls("ImageListing.")).isEqualTo(1);
        assertThat(result.failed()).hasSize(1);
    }

    @Test
    void continuesTheListOfAnImageVersionWhereItStopped() {
        ReconcileFixture fixture = new ReconcileFixture();
        for (String version : new String[] {"1.0.0", "1.1.0", "1.2.0"}) {
            for (int number = 1; number <= 20; number++) {
                ImageBuildArn arn = ImageBuildArn.parse(
                        "arn:aws:imagebuilder:us-east-1:123456789012:image/golden-linux/" + version + "/" + number);
                fixture.service.put(GoldenImages.build(number).named(arn).described());
                fixture.delivered(arn);
            }
        }
        fixture.service.remove(GoldenImages.PIPELINE);
        fixture.calls.clear();
        fixture.interruption =
                call -> fixture.passes(call.equals("ImageListing.builds") ? Duration.ofSeconds(55) : Duration.ZERO);

        Reconciled result = fixture.runsToEnd(PIPELINE);

        assertThat(result.outcome()).isEqualTo(ReconcileOutcome.COMPLETE);
        // The pipeline's own list, which is refused, and ten pages of each version.
        assertThat(fixture.calls("ImageListing.")).isEqualTo(1 + 30);
        assertThat(fixture.reports.stream().mapToInt(LineageReport::listed).sum())
                .isEqualTo(60);
    }

    private static void failPages(ReconcileFixture fixture, String list, IntPredicate which, String why) {
        fixture.interruption = call -> {
            if (call.equals(list) && which.test((int) fixture.calls(list))) {
                throw new ImageBuilderException(why, null);
            }
        };
    }

    /** Builds of one pipeline, recorded as Image Builder shows them. */
    private static ReconcileFixture recorded(int builds) {
        ReconcileFixture fixture = new ReconcileFixture();
        for (int number = 1; number <= builds; number++) {
            fixture.service.put(GoldenImages.build(number).described());
            fixture.delivered(GoldenImages.build(number).arn());
        }
        fixture.calls.clear();
        return fixture;
    }

    /** Builds that are not recorded, where Image Builder lists all builds at once. */
    private static ReconcileFixture listingAll(int builds) {
        ReconcileFixture fixture = ReconcileFixture.withListOfAllBuilds();
        for (int number = 1; number <= builds; number++) {
            fixture.service.put(GoldenImages.build(number).described());
        }
        return fixture;
    }
}
