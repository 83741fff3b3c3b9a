package imagefanout.model.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import imagefanout.model.StorageException;
import imagefanout.model.identity.ImageBuildArn;
import imagefanout.model.image.ImageBuilderException;
import imagefanout.model.image.ImageState;
import imagefanout.model.retention.RetentionRule;
import imagefanout.testing.GoldenImages;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Sweeps that remove old builds: only after the walk of a lineage knows what is left of it. */
final class RetentionInSweepsTest {
    @Test
    void removesOldBuildsAndReportsHowMany() {
        ReconcileFixture fixture = old(8);

        Reconciled result = fixture.sweeps();

        // The newest five are what an account may ask for.
        assertThat(recorded(fixture)).containsExactlyInAnyOrder(4, 5, 6, 7, 8);
        assertThat(report(result).removed()).isEqualTo(3);
        assertThat(result.failed()).isEmpty();
    }

    @Test
    void reportsALineageWhoseOldBuildsWereRemovedThoughTheListOfAllBuildsShowedIt() {
        ReconcileFixture fixture = old(8);

        Reconciled first = fixture.sweeps();
        Reconciled second = fixture.sweeps();

        assertThat(first.lineages())
                .extracting(LineageReport::lineage)
                .containsExactly("builds of us-east-1", GoldenImages.PIPELINE.toString());
        assertThat(second.lineages()).extracting(LineageReport::lineage).containsExactly("builds of us-east-1");
    }

    @Test
    void reportsOldBuildsThatCouldNotBeRemovedAndRemovesThemInTheNextSweep() {
        ReconcileFixture fixture = old(8);
        fixture.fail("Retention.remove"::equals, new StorageException("no answer", null));

        Reconciled faulty = fixture.sweeps();
        fixture.interruption = call -> {};
        fixture.sweeps();

        assertThat(faulty.failed()).singleElement().satisfies(report -> {
            assertThat(report.lineage()).isEqualTo(GoldenImages.PIPELINE.toString());
            assertThat(report.failures()).containsExactly("old builds not removed: no answer");
        });
        assertThat(recorded(fixture)).hasSize(5);
    }

    @Test
    void readsTheBuildsOnceWhenNothingWasRecorded() {
        ReconcileFixture fixture = old(8);
        fixture.sweeps();
        fixture.calls.clear();

        fixture.sweeps();

        assertThat(fixture.calls("ImageCatalog.builds")).isEqualTo(1);
    }

    /** What the walk records may make an older build the latest: the builds are read again. */
    @Test
    void keepsAnOldBuildThatBecomesTheLatestBecauseTheWalkFoundTheNewerOnesChanged() {
        for (ImageState state : Set.of(ImageState.DISABLED, ImageState.DELETED)) {
            ReconcileFixture fixture = old(8);
            for (int number = 4; number <= 8; number++) {
                fixture.service.put(GoldenImages.fiveAmis(number).in(state).described());
                fixture.service.unlistAmongAll(GoldenImages.build(number).arn());
            }

            Reconciled result = fixture.sweeps();

            assertThat(recorded(fixture)).as("%s", state).contains(2, 3).doesNotContain(1);
            assertThat(report(result).buildsRepaired()).as("%s", state).isEqualTo(5);
        }
    }

    /** A recording that failed may have been written. */
    @Test
    void readsTheBuildsAgainAfterAFailure() {
        ReconcileFixture fixture = old(8);
        fixture.service.put(GoldenImages.fiveAmis(8).in(ImageState.DISABLED).described());
        fixture.service.unlistAmongAll(GoldenImages.build(8).arn());
        fixture.fail("ImageBuilder.describe"::equals, new ImageBuilderException("no answer", null));

        Reconciled result = fixture.sweeps();

        assertThat(report(result).failures()).hasSize(1);
        // The walk's, the list again, and the builds themselves.
        assertThat(fixture.calls("ImageCatalog.builds")).isEqualTo(3);
    }

    @Test
    void removesNothingAfterAListThatFailed() {
        ReconcileFixture fixture = old(8);
        fixture.service.unlistAmongAll(GoldenImages.build(8).arn());
        fixture.fail("ImageListing.builds"::equals, new ImageBuilderException("no answer", null));

        fixture.sweeps();

        assertThat(recorded(fixture)).hasSize(8);
    }

    @Test
    void stopsRemovingInTimeAndContinuesInTheNextRun() {
        ReconcileFixture fixture = old(80);
        fixture.interruption =
                call -> fixture.passes(call.equals("Retention.remove") ? Duration.ofMinutes(14) : Duration.ZERO);

        Reconciled first = fixture.sweeps();
        fixture.interruption = call -> {};
        int left = recorded(fixture).size();
        Reconciled second = fixture.runs(new Scope.Resume());

        assertThat(first.outcome()).isEqualTo(ReconcileOutcome.HANDED_ON);
        assertThat(left).isEqualTo(80 - 25);
        assertThat(report(first).removed()).isEqualTo(25);
        assertThat(second.outcome()).isEqualTo(ReconcileOutcome.COMPLETE);
        assertThat(recorded(fixture)).hasSize(5);
    }

    private static LineageReport report(Reconciled result) {
        return result.lineages().stream()
                .filter(report -> report.isOn(GoldenImages.PIPELINE))
                .findFirst()
                .orElseThrow();
    }

    private static Set<Integer> recorded(ReconcileFixture fixture) {
        return IntStream.rangeClosed(1, 80)
                .filter(number -> fixture.state(arn(number)).isPresent())
                .boxed()
                .collect(Collectors.toSet());
    }

    private static ImageBuildArn arn(int number) {
        return GoldenImages.build(number).arn();
    }

    /** Builds of which only the newest may not be removed for its place, where Image Builder lists all builds at once. */
    private static ReconcileFixture old(int builds) {
        ReconcileFixture fixture = ReconcileFixture.withListOfAllBuilds();
        for (int number = 1; number <= builds; number++) {
            fixture.service.put(GoldenImages.fiveAmis(number).described());
            fixture.delivered(arn(number));
        }
        fixture.passes(Duration.ofDays(60));
        fixture.keeps(new RetentionRule(Duration.ofDays(30), 1));
        fixture.calls.clear();
        return fixture;
    }
}
