package imagefanout.model.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import imagefanout.model.identity.ImageBuildArn;
import imagefanout.model.identity.PipelineArn;
import imagefanout.model.image.ImageBuilderException;
import imagefanout.model.image.ImageState;
import imagefanout.model.listing.StalePageException;
import imagefanout.testing.GoldenImages;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Sweeps where Image Builder lists all builds at once, and hourly sweeps. */
final class ListOfAllBuildsTest {
    private static final int PAGE = 25;

    @Test
    void readsOneListAndNoOther() {
        ReconcileFixture fixture = world(200, 4);
        fixture.sweeps();
        fixture.calls.clear();

        Reconciled second = fixture.sweeps();

        assertThat(second.outcome()).isEqualTo(ReconcileOutcome.COMPLETE);
        assertThat(fixture.calls("ImageListing.")).isEqualTo(fixture.calls("ImageListing.allBuilds"));
        assertThat(fixture.calls("ImageListing.")).isLessThanOrEqualTo(800 / PAGE + 10);
        assertThat(fixture.calls("ImageBuilder.")).isZero();
    }

    @Test
    void makesProgressInEveryRunHoweverLongTheListIs() {
        ReconcileFixture fixture = world(500, 4);
        fixture.sweeps();
        fixture.calls.clear();
        fixture.interruption = call -> {
            if (call.startsWith("ImageListing.")) {
                fixture.passes(Duration.ofSeconds(80));
            }
        };

        Reconciled result = fixture.sweeps();
        int runs = 1;
        while (result.outcome() == ReconcileOutcome.HANDED_ON && runs < 20) {
            result = fixture.runs(new Scope.Resume());
            runs++;
        }

        assertThat(result.outcome()).isEqualTo(ReconcileOutcome.COMPLETE);
        assertThat(runs).isBetween(5, 15);
        assertThat(fixture.calls("ImageListing.allBuilds")).isLessThanOrEqualTo(2000 / PAGE + 4L * runs);
        assertThat(fixture.calls("ImageListing.builds")).isZero();
    }

    @Test
    void looksForABuildThatTheListOmitsInItsPipelinesListOnly() {
        ReconcileFixture fixture = world(20, 3);
        fixture.sweeps();
        fixture.calls.clear();
        fixture.service.remove(build(7, 2));

        Reconciled result = fixture.sweeps();

        assertThat(fixture.state(build(7, 2))).contains(ImageState.GONE);
        assertThat(fixture.calls("ImageBuilder.describe")).isEqualTo(2);
        assertThat(fixture.calls("ImageListing.builds")).isEqualTo(1);
        assertThat(result.lineages())
                .extracting(LineageReport::lineage)
                .contains(pipeline(7).toString());
    }

    @Test
    void aListThatShowsLessThanEverythingDeletesNothing() {
        Random random = new Random(1);
        for (int round = 0; round < 100; round++) {
            ReconcileFixture fixture = world(8, 3);
            fixture.sweeps();
            List<ImageBuildArn> hidden = new ArrayList<>();
            double share = random.nextDouble();
            for (int number = 0; number < 8; number++) {
                for (int build = 1; build <= 3; build++) {
                    if (random.nextDouble() < share) {
                        fixture.service.unlist(build(number, build));
                        hidden.add(build(number, build));
                    }
                }
            }

            Reconciled result = fixture.sweeps();

            assertThat(result.failed()).isEmpty();
            for (ImageBuildArn each : hidden) {
                assertThat(fixture.state(each)).as("round %s", round).contains(ImageState.AVAILABLE);
            }
        }
    }

    @Test
    void readsTheOtherListsWhenTheListOfAllBuildsOmitsManyBuilds() {
        ReconcileFixture fixture = world(15, 1);
        fixture.sweeps();
        for (int number = 0; number < 12; number++) {
            fixture.service.unlist(build(number, 1));
        }
        fixture.calls.clear();

        fixture.sweeps();

        assertThat(fixture.calls("ImageListing.imageVersions")).isPositive();
        assertThat(fixture.calls("ImageListing.pipelines")).isPositive();
    }

    @Test
    void readsAPageThatFailsAgain() {
        ReconcileFixture fixture = world(40, 4);
        int[] failures = {0};
        fixture.interruption = call -> {
            if (call.equals("ImageListing.allBuilds") && fixture.calls(call) % 3 == 0) {
                failures[0]++;
                throw new ImageBuilderException("no answer", null);
            }
        };

        Reconciled result = fixture.sweeps();

        assertThat(failures[0]).isPositive();
        assertThat(result.failed()).isEmpty();
        assertThat(fixture.calls("ImageListing.builds")).isZero();
        assertThat(fixture.state(build(39, 4))).isPresent();
    }

    @Test
    void oneBuildThatFailsCostsOneCallMore() {
        ReconcileFixture clean = world(100, 2);
        clean.sweeps();
        ReconcileFixture fixture = world(100, 2);
        fixture.sweeps();
        fixture.service.put(GoldenImages.fiveAmis(2)
                .named(build(5, 2))
                .of(pipeline(5))
                .in(ImageState.DEPRECATED)
                .described());
        fixture.fail(call -> call.startsWith("ImageBuilder."), new ImageBuilderException("refused for ever", null));
        clean.calls.clear();
        fixture.calls.clear();

        Reconciled result = fixture.sweeps();
        clean.sweeps();

        assertThat(result.outcome()).isEqualTo(ReconcileOutcome.FAILED_IN_PART);
        assertThat(fixture.journal.read().history().consecutiveFailures()).isZero();
        assertThat(fixture.calls("Image") - fixture.calls("ImageCatalog"))
                .isEqualTo(clean.calls("Image") - clean.calls("ImageCatalog") + 1);
    }

    @Test
    void comparesEachHourOnlyThePipelinesThatRan() {
        ReconcileFixture fixture = world(60, 2);
        fixture.sweeps();
        fixture.passes(Duration.ofHours(1));
        ImageBuildArn lost = build(9, 3);
        fixture.service.put(GoldenImages.build(3).named(lost).of(pipeline(9)).described());
        fixture.service.ran(pipeline(9), fixture.now());
        fixture.calls.clear();

        Reconciled hourly = fixture.runs(new Scope.ChangedPipelines());

        assertThat(hourly.outcome()).isEqualTo(ReconcileOutcome.COMPLETE);
        assertThat(fixture.state(lost)).isPresent();
        assertThat(fixture.calls("ImageListing.builds")).isEqualTo(1);
        assertThat(fixture.calls("ImageListing.pipelines")).isEqualTo(3);
    }

    @Test
    void comparesAPipelineAgainUntilItsBuildIsSettled() {
        ReconcileFixture fixture = world(2, 1);
        fixture.sweeps();
        fixture.service.ran(pipeline(1), fixture.now());
        fixture.calls.clear();

        fixture.runs(new Scope.ChangedPipelines());
        fixture.passes(Duration.ofHours(1));
        fixture.runs(new Scope.ChangedPipelines());
        long settled = fixture.calls("ImageListing.builds");
        fixture.passes(Duration.ofHours(1));
        fixture.runs(new Scope.ChangedPipelines());

        assertThat(settled).isEqualTo(2);
        assertThat(fixture.calls("ImageListing.builds")).isEqualTo(2);
    }

    @Test
    void startsTheListOfPipelinesAgainWhenItsTokenIsNoLongerValid() {
        ReconcileFixture fixture = world(60, 1);
        for (int number = 0; number < 60; number++) {
            fixture.service.ran(pipeline(number), fixture.now());
        }
        fixture.interruption = call -> {
            if (call.equals("ImageListing.pipelines") && fixture.calls(call) == 2) {
                throw new StalePageException("stale", null);
            }
        };

        Reconciled result = fixture.runs(new Scope.ChangedPipelines());

        assertThat(result.outcome()).isEqualTo(ReconcileOutcome.COMPLETE);
        assertThat(result.buildsRepaired()).isEqualTo(60);
    }

    /** Pipelines with builds that are not recorded. */
    private static ReconcileFixture world(int pipelines, int builds) {
        ReconcileFixture fixture = ReconcileFixture.withListOfAllBuilds();
        fixture.settings = new ReconcileSettings(
                Set.of(GoldenImages.US),
                PAGE,
                Duration.ofMinutes(1),
                Duration.ofSeconds(20),
                Optional.empty(),
                Optional.empty());
        for (int number = 0; number < pipelines; number++) {
            for (int build = 1; build <= builds; build++) {
                fixture.service.put(GoldenImages.build(build)
                        .named(build(number, build))
                        .of(pipeline(number))
                        .described());
            }
        }
        return fixture;
    }

    private static ImageBuildArn build(int pipeline, int build) {
        return ImageBuildArn.parse(
                "arn:aws:imagebuilder:us-east-1:123456789012:image/image-" + pipeline + "/1.0.0/" + build);
    }

    private static PipelineArn pipeline(int number) {
        return PipelineArn.parse("arn:aws:imagebuilder:us-east-1:123456789012:image-pipeline/pipeline-" + number);
    }
}
