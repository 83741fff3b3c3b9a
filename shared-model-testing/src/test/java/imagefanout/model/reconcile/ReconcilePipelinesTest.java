package imagefanout.model.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import imagefanout.model.StorageException;
import imagefanout.model.catalog.RecordedImage;
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
        ReconcileFixture fixture = new ReconcileFixture();
        fixture.service.put(GoldenImages.fiveAmis(1).described());
        fixture.service.put(GoldenImages.fiveAmis(2)
                .failedFor(GoldenImages.EU, GoldenImages.PROD)
                .described());
        fixture.delivered(GoldenImages.build(2).arn());
        fixture.service.put(GoldenImages.fiveAmis(2).described());

        Reconciled result = fixture.sweeps();

        assertThat(result.lineages().get(0).repaired())
                .containsExactly(
                        GoldenImages.build(1).arn(), GoldenImages.build(2).arn());
        assertThat(fixture.catalog
                        .image(GoldenImages.build(2).arn())
                        .orElseThrow()
                        .recorded()
                        .counts()
                        .missing())
                .isZero();
    }

    @Test
    void recordsABuildInProgressWithoutCopiesAndOnlyOnce() {
        ReconcileFixture fixture = new ReconcileFixture();
        fixture.service.put(GoldenImages.build(1).in(ImageState.DISTRIBUTING).described());

        Reconciled first = fixture.sweeps();
        fixture.calls.clear();
        Reconciled second = fixture.sweeps();

        assertThat(first.lineages().get(0).inProgress()).isEqualTo(1);
        assertThat(first.buildsRepaired()).isZero();
        assertThat(second.lineages().get(0).inProgress()).isEqualTo(1);
        assertThat(fixture.calls("ImageBuilder.")).isZero();
        assertThat(fixture.calls("ImageCatalog.record")).isZero();
        RecordedImage building =
                fixture.catalog.image(GoldenImages.build(1).arn()).orElseThrow();
        assertThat(building.recorded().build().state()).isEqualTo(ImageState.DISTRIBUTING);
        assertThat(building.fanOut().regions()).isEmpty();
    }

    @Test
    void findsImagesWithoutAPipeline() {
        ReconcileFixture fixture = new ReconcileFixture();
        fixture.service.put(GoldenImages.fiveAmis(1).withoutPipeline().described());

        fixture.sweeps();

        assertThat(fixture.state(GoldenImages.build(1).arn())).contains(ImageState.AVAILABLE);
    }

    @Test
    void findsTheOtherBuildsOfARequestedImageWithoutAPipeline() {
        ReconcileFixture fixture = new ReconcileFixture();
        fixture.service.put(GoldenImages.fiveAmis(1).withoutPipeline().described());
        fixture.delivered(GoldenImages.build(1).arn());
        fixture.service.put(GoldenImages.fiveAmis(2).withoutPipeline().described());

        fixture.runs(new Scope.SomeLineages(Set.of(GoldenImages.build(1).arn().image())));

        assertThat(fixture.state(GoldenImages.build(2).arn())).contains(ImageState.AVAILABLE);
    }

    @Test
    void searchesTheRegionsOfItsSettingsAndOfRecordedBuilds() {
        ReconcileFixture fixture = new ReconcileFixture();
        fixture.service.put(GoldenImages.fiveAmis(1).described());
        fixture.service.put(
                GoldenImages.build(1).named(EUROPEAN_BUILD).of(EUROPEAN).described());
        ImageBuildArn second = EUROPEAN_BUILD.image().build(EUROPEAN_BUILD.version(), 2);

        fixture.sweeps();
        assertThat(fixture.state(EUROPEAN_BUILD)).isEmpty();
        fixture.delivered(EUROPEAN_BUILD);
        fixture.service.put(GoldenImages.build(2).named(second).of(EUROPEAN).described());
        fixture.sweeps();

        assertThat(fixture.state(second)).contains(ImageState.AVAILABLE);
    }

    @Test
    void continuesWithTheOtherPipelinesWhenOneFails() {
        ReconcileFixture fixture = new ReconcileFixture();
        fixture.service.put(GoldenImages.fiveAmis(1).described());
        fixture.service.put(
                GoldenImages.build(1).named(EUROPEAN_BUILD).of(EUROPEAN).described());
        fixture.delivered(EUROPEAN_BUILD);
        fixture.interruption = call -> {
            if (call.equals("ImageListing.builds") && fixture.calls("ImageListing.builds") == 1) {
                throw new ImageBuilderException("refused", null);
            }
        };

        Reconciled result = fixture.sweeps();

        assertThat(result.failed()).singleElement().satisfies(failed -> {
            assertThat(failed.lineage()).isEqualTo(EUROPEAN.toString());
            assertThat(failed.failures()).containsExactly("builds not listed: refused");
        });
        assertThat(fixture.state(GoldenImages.build(1).arn())).contains(ImageState.AVAILABLE);
    }

    @Test
    void walksTheRecordedLineagesOfARegionThatCannotBeListed() {
        ReconcileFixture fixture = new ReconcileFixture();
        fixture.service.put(GoldenImages.fiveAmis(1).described());
        fixture.delivered(GoldenImages.build(1).arn());
        fixture.service.put(GoldenImages.fiveAmis(2).described());
        fixture.fail("ImageListing.pipelines"::equals, new ImageBuilderException("refused", null));

        Reconciled result = fixture.sweeps();

        assertThat(result.failed()).extracting(LineageReport::lineage).containsExactly("pipelines of us-east-1");
        assertThat(fixture.state(GoldenImages.build(2).arn())).contains(ImageState.AVAILABLE);
        assertThat(fixture.journal.read().history().lastCleanAt()).isEmpty();
    }

    @Test
    void anUnknownPipelineFailsByName() {
        ReconcileFixture fixture = new ReconcileFixture();

        Reconciled result = fixture.runs(new Scope.SomeLineages(Set.of(EUROPEAN)));

        assertThat(result.failed())
                .singleElement()
                .satisfies(failed ->
                        assertThat(failed.failures()).singleElement().asString().contains(EUROPEAN.toString()));
    }

    @Test
    void reportsUnreadableBuildsAndDeletesNothing() {
        ReconcileFixture fixture = new ReconcileFixture();
        fixture.service.put(GoldenImages.fiveAmis(1).described());
        fixture.service.put(GoldenImages.fiveAmis(2).described());
        fixture.sweeps();
        fixture.service.remove(GoldenImages.build(2).arn());
        fixture.service.unreadable("build 2: an unknown state");

        Reconciled result = fixture.runs(new Scope.SomeLineages(Set.of(GoldenImages.PIPELINE)));

        assertThat(result.failed().get(0).failures()).containsExactly("build 2: an unknown state");
        assertThat(fixture.state(GoldenImages.build(2).arn())).contains(ImageState.AVAILABLE);
    }

    @Test
    void showsTheEndOfTheLastCleanSweep() {
        ReconcileFixture fixture = new ReconcileFixture();
        fixture.service.put(GoldenImages.fiveAmis(1).described());
        fixture.interruption = call -> {
            if (call.equals("ImageListing.builds")) {
                fixture.passes(Duration.ofMinutes(5));
            }
        };
        var begun = fixture.now();
        fixture.sweeps();
        var ended = fixture.journal.read().history().lastCleanAt();
        fixture.fail("ImageListing.pipelines"::equals, new ImageBuilderException("refused", null));
        fixture.sweeps();
        var afterAFailure = fixture.journal.read().history().lastCleanAt();

        assertThat(ended.orElseThrow()).isBetween(begun.plus(Duration.ofMinutes(5)), fixture.now());
        assertThat(afterAFailure).isEqualTo(ended);
    }

    @Test
    void countsTheSweepsThatFailedInARow() {
        ReconcileFixture fixture = new ReconcileFixture();
        fixture.service.put(GoldenImages.fiveAmis(1).described());
        fixture.fail(call -> call.startsWith("ImageListing."), new ImageBuilderException("refused", null));

        Reconciled once = fixture.sweeps();
        Reconciled twice = fixture.sweeps();
        fixture.interruption = call -> {};
        Reconciled well = fixture.sweeps();

        assertThat(once.history().consecutiveFailures()).isEqualTo(1);
        assertThat(twice.history().consecutiveFailures()).isEqualTo(2);
        assertThat(well.history().consecutiveFailures()).isZero();
    }

    @Test
    void countsAnAbortedSweepAsFailedAndReturnsItsLease() {
        ReconcileFixture fixture = new ReconcileFixture();
        fixture.service.put(GoldenImages.fiveAmis(1).described());
        fixture.fail("ImageCatalog.pipelines"::equals, new StorageException("no answer", null));

        List<Integer> counted = new ArrayList<>();
        for (int run = 1; run <= 2; run++) {
            assertThatExceptionOfType(ReconcileAbortedException.class)
                    .isThrownBy(fixture::sweeps)
                    .withMessageContaining("no answer")
                    .satisfies(broken -> counted.add(broken.history().consecutiveFailures()));
        }
        fixture.interruption = call -> {};
        Reconciled well = fixture.runs(new Scope.Resume());

        assertThat(counted).containsExactly(1, 2);
        assertThat(well.failed()).isEmpty();
        assertThat(well.history().consecutiveFailures()).isZero();
        assertThat(fixture.table()).hasSize(1);
    }
}
