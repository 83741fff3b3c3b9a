package imagefanout.model.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import imagefanout.model.StorageException;
import imagefanout.model.identity.ImageBuildArn;
import imagefanout.model.identity.PipelineArn;
import imagefanout.model.image.ImageBuilderException;
import imagefanout.model.image.ImageState;
import imagefanout.testing.GoldenImages;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class ReconcilePipelinesTest {
    private static final PipelineArn EUROPEAN =
            PipelineArn.parse("arn:aws:imagebuilder:eu-west-1:123456789012:image-pipeline/european");
    private static final ImageBuildArn EUROPEAN_BUILD =
            ImageBuildArn.parse("arn:aws:imagebuilder:eu-west-1:123456789012:image/european/1.0.0/1");

    @Test
    void recordsWhatIsMissingAndWhatChanged() {
        ReconcileFixture world = new ReconcileFixture();
        world.service.put(GoldenImages.fiveAmis(1).described());
        world.service.put(GoldenImages.fiveAmis(2)
                .failedFor(GoldenImages.EU, GoldenImages.PROD)
                .described());
        world.delivered(GoldenImages.build(2).arn());
        world.service.put(GoldenImages.fiveAmis(2).described());

        Reconciled result = world.sweeps();

        assertThat(result.lineages().get(0).repaired())
                .containsExactly(
                        GoldenImages.build(1).arn(), GoldenImages.build(2).arn());
        assertThat(world.catalog
                        .image(GoldenImages.build(2).arn())
                        .orElseThrow()
                        .recorded()
                        .counts()
                        .missing())
                .isZero();
    }

    @Test
    void leavesBuildsUnderWayAlone() {
        ReconcileFixture world = new ReconcileFixture();
        world.service.put(GoldenImages.build(1).in(ImageState.DISTRIBUTING).described());

        Reconciled result = world.sweeps();

        assertThat(result.lineages().get(0).inProgress()).isEqualTo(1);
        assertThat(world.calls("ImageBuilder.")).isZero();
        assertThat(world.table()).isEmpty();
    }

    @Test
    void findsImagesWithoutAPipeline() {
        ReconcileFixture world = new ReconcileFixture();
        world.service.put(GoldenImages.fiveAmis(1).withoutPipeline().described());

        world.sweeps();

        assertThat(world.state(GoldenImages.build(1).arn())).contains(ImageState.AVAILABLE);
    }

    @Test
    void findsAnImageWithoutAPipelineThatWasAskedForAlone() {
        ReconcileFixture world = new ReconcileFixture();
        world.service.put(GoldenImages.fiveAmis(1).withoutPipeline().described());

        world.runs(new Scope.SomeLineages(Set.of(GoldenImages.build(1).arn().image())));

        assertThat(world.state(GoldenImages.build(1).arn())).contains(ImageState.AVAILABLE);
    }

    @Test
    void looksInTheRegionsOfItsSettingsAndOfWhatIsRecorded() {
        ReconcileFixture world = new ReconcileFixture();
        world.service.put(GoldenImages.fiveAmis(1).described());
        world.service.put(
                GoldenImages.build(1).named(EUROPEAN_BUILD).of(EUROPEAN).described());
        ImageBuildArn second = EUROPEAN_BUILD.image().build(EUROPEAN_BUILD.version(), 2);

        world.sweeps();
        assertThat(world.state(EUROPEAN_BUILD)).isEmpty();
        world.delivered(EUROPEAN_BUILD);
        world.service.put(GoldenImages.build(2).named(second).of(EUROPEAN).described());
        world.sweeps();

        assertThat(world.state(second)).contains(ImageState.AVAILABLE);
    }

    @Test
    void onePipelinesFailureStopsNoOther() {
        ReconcileFixture world = new ReconcileFixture();
        world.service.put(GoldenImages.fiveAmis(1).described());
        world.service.put(
                GoldenImages.build(1).named(EUROPEAN_BUILD).of(EUROPEAN).described());
        world.delivered(EUROPEAN_BUILD);
        world.interruption = call -> {
            if (call.equals("ImageListing.builds") && world.calls("ImageListing.builds") == 1) {
                throw new ImageBuilderException("refused", null);
            }
        };

        Reconciled result = world.sweeps();

        assertThat(result.failed()).singleElement().satisfies(failed -> {
            assertThat(failed.lineage()).isEqualTo(EUROPEAN.toString());
            assertThat(failed.failures()).containsExactly("builds not listed: refused");
        });
        assertThat(world.state(GoldenImages.build(1).arn())).contains(ImageState.AVAILABLE);
    }

    @Test
    void aRegionThatCannotBeAskedIsReportedAndWhatIsKnownOfItIsWalked() {
        ReconcileFixture world = new ReconcileFixture();
        world.service.put(GoldenImages.fiveAmis(1).described());
        world.delivered(GoldenImages.build(1).arn());
        world.service.put(GoldenImages.fiveAmis(2).described());
        world.interruption = call -> {
            if (call.equals("ImageListing.pipelines")) {
                throw new ImageBuilderException("refused", null);
            }
        };

        Reconciled result = world.sweeps();

        assertThat(result.failed()).extracting(LineageReport::lineage).containsExactly("pipelines of us-east-1");
        assertThat(world.state(GoldenImages.build(2).arn())).contains(ImageState.AVAILABLE);
        assertThat(world.journal.read().history().lastCleanAt()).isEmpty();
    }

    @Test
    void aPipelineThatNobodyKnowsFailsByName() {
        ReconcileFixture world = new ReconcileFixture();

        Reconciled result = world.runs(new Scope.SomeLineages(Set.of(EUROPEAN)));

        assertThat(result.failed())
                .singleElement()
                .satisfies(failed ->
                        assertThat(failed.failures()).singleElement().asString().contains(EUROPEAN.toString()));
    }

    @Test
    void whatCannotBeReadInAListIsReportedAndDeletesNothing() {
        ReconcileFixture world = new ReconcileFixture();
        world.service.put(GoldenImages.fiveAmis(1).described());
        world.service.put(GoldenImages.fiveAmis(2).described());
        world.sweeps();
        world.service.remove(GoldenImages.build(2).arn());
        world.service.unreadable("build 2: a state that nobody knows");

        Reconciled result = world.runs(new Scope.SomeLineages(Set.of(GoldenImages.PIPELINE)));

        assertThat(result.failed().get(0).failures()).containsExactly("build 2: a state that nobody knows");
        assertThat(world.state(GoldenImages.build(2).arn())).contains(ImageState.AVAILABLE);
    }

    @Test
    void saysWhenTheLastSweepThatMissedNothingEnded() {
        ReconcileFixture world = new ReconcileFixture();
        world.service.put(GoldenImages.fiveAmis(1).described());
        world.interruption = call -> {
            if (call.equals("ImageListing.builds")) {
                world.passes(Duration.ofMinutes(5));
            }
        };
        var begun = world.now();
        world.sweeps();
        var ended = world.journal.read().history().lastCleanAt();
        world.interruption = call -> {
            if (call.equals("ImageListing.builds")) {
                throw new ImageBuilderException("refused", null);
            }
        };
        world.sweeps();
        var afterAFailure = world.journal.read().history().lastCleanAt();

        assertThat(ended.orElseThrow()).isBetween(begun.plus(Duration.ofMinutes(5)), world.now());
        assertThat(afterAFailure).isEqualTo(ended);
    }

    @Test
    void countsTheSweepsThatFailedInARow() {
        ReconcileFixture world = new ReconcileFixture();
        world.service.put(GoldenImages.fiveAmis(1).described());
        world.interruption = call -> {
            if (call.startsWith("ImageListing.")) {
                throw new ImageBuilderException("refused", null);
            }
        };

        Reconciled once = world.sweeps();
        Reconciled twice = world.sweeps();
        world.interruption = call -> {};
        Reconciled well = world.sweeps();

        assertThat(once.history().consecutiveFailures()).isEqualTo(1);
        assertThat(twice.history().consecutiveFailures()).isEqualTo(2);
        assertThat(well.history().consecutiveFailures()).isZero();
    }

    @Test
    void aSweepThatBreaksOffCountsAsFailedAndGivesItsLeaseBack() {
        ReconcileFixture world = new ReconcileFixture();
        world.service.put(GoldenImages.fiveAmis(1).described());
        world.interruption = call -> {
            if (call.equals("ImageCatalog.pipelines")) {
                throw new StorageException("no answer", null);
            }
        };

        List<Integer> counted = new ArrayList<>();
        for (int run = 1; run <= 2; run++) {
            assertThatExceptionOfType(ReconcileAbortedException.class)
                    .isThrownBy(world::sweeps)
                    .withMessageContaining("no answer")
                    .satisfies(broken -> counted.add(broken.history().consecutiveFailures()));
        }
        world.interruption = call -> {};
        Reconciled well = world.runs(new Scope.Resume());

        assertThat(counted).containsExactly(1, 2);
        assertThat(well.failed()).isEmpty();
        assertThat(well.history().consecutiveFailures()).isZero();
        assertThat(world.table()).hasSize(1);
    }
}
