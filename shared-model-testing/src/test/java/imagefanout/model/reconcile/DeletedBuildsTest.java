package imagefanout.model.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import imagefanout.model.catalog.RecordedBuild;
import imagefanout.model.catalog.RecordedImage;
import imagefanout.model.identity.ImageBuildArn;
import imagefanout.model.image.ImageBuilderException;
import imagefanout.model.image.ImageState;
import imagefanout.testing.GoldenImages;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class DeletedBuildsTest {
    private static final ImageBuildArn BUILD = GoldenImages.build(2).arn();

    @Test
    void aBuildThatIsNowhereAnyMoreIsRecordedAsDeletedWithItsCopies() {
        ReconcileFixture world = worldOfThree();
        RecordedImage before = world.catalog.image(BUILD).orElseThrow();
        world.service.remove(BUILD);

        Reconciled result = world.sweeps();

        RecordedImage after = world.catalog.image(BUILD).orElseThrow();
        assertThat(after.recorded().build().state()).isEqualTo(ImageState.DELETED);
        assertThat(after.fanOut()).isEqualTo(before.fanOut());
        assertThat(result.lineages().get(0).deleted()).containsExactly(BUILD);
        assertThat(result.buildsRepaired()).isEqualTo(1);
    }

    @Test
    void itIsAskedAfterTwiceWithAPause() {
        ReconcileFixture world = worldOfThree();
        world.service.remove(BUILD);
        world.calls.clear();

        world.sweeps();

        assertThat(world.calls("ImageBuilder.describe")).isEqualTo(2);
        assertThat(world.pauses).containsExactly(world.settings.confirmAfter());
    }

    @Test
    void aBuildThatIsKnownTheSecondTimeStays() {
        ReconcileFixture world = worldOfThree();
        world.service.remove(BUILD);
        world.calls.clear();
        world.interruption = call -> {
            if (world.calls("ImageBuilder.describe") == 2) {
                world.service.put(GoldenImages.fiveAmis(2).described());
            }
        };

        Reconciled result = world.sweeps();

        assertThat(world.state(BUILD)).contains(ImageState.AVAILABLE);
        assertThat(result.failed()).isEmpty();
    }

    @Test
    void aDeletedBuildIsNotAskedAfterAgain() {
        ReconcileFixture world = worldOfThree();
        world.service.remove(BUILD);
        world.sweeps();
        world.calls.clear();

        world.sweeps();

        assertThat(world.calls("ImageBuilder.")).isZero();
        assertThat(world.calls("ImageCatalog.record")).isZero();
    }

    @Test
    void aBuildThatOnlyTheListsDoNotShowStays() {
        ReconcileFixture world = worldOfThree();
        world.service.unlist(BUILD);

        Reconciled result = world.sweeps();

        assertThat(world.state(BUILD)).contains(ImageState.AVAILABLE);
        assertThat(result.failed()).isEmpty();
    }

    @Test
    void aBuildThatOnlyGetImageShowsAsDeletedIsDeleted() {
        ReconcileFixture world = worldOfThree();
        world.service.put(GoldenImages.fiveAmis(2).in(ImageState.DELETED).described());
        world.service.unlist(BUILD);

        world.sweeps();

        assertThat(world.state(BUILD)).contains(ImageState.DELETED);
        assertThat(world.pauses).isEmpty();
    }

    @Test
    void aBuildThatTheListShowsAsDeletedAndGetImageDoesNotKnowIsDeleted() {
        ReconcileFixture world = worldOfThree();
        world.service.put(GoldenImages.fiveAmis(2).in(ImageState.DELETED).described());
        ImageBuildArn neverRecorded = GoldenImages.build(4).arn();
        world.service.put(GoldenImages.fiveAmis(4).in(ImageState.DELETED).described());
        world.interruption = call -> {
            if (call.equals("ImageBuilder.describe")) {
                throw new imagefanout.model.image.UnknownImageException(BUILD, new IllegalStateException("gone"));
            }
        };

        Reconciled result = world.sweeps();

        assertThat(result.failed()).isEmpty();
        assertThat(world.state(BUILD)).contains(ImageState.DELETED);
        assertThat(world.state(neverRecorded)).isEmpty();
    }

    @Test
    void aBuildYoungerThanTwoMinutesIsNotMissed() {
        ReconcileFixture world = new ReconcileFixture();
        world.passes(Duration.ofHours(-98).plusMinutes(1));
        world.service.put(GoldenImages.fiveAmis(2).described());
        world.delivered(BUILD);
        world.service.remove(BUILD);
        world.calls.clear();

        world.sweeps();

        assertThat(world.calls("ImageBuilder.")).isZero();
        assertThat(world.state(BUILD)).contains(ImageState.AVAILABLE);
    }

    @Test
    void aListThatEndedInAnErrorProvesNothing() {
        ReconcileFixture world = worldOfThree();
        world.settings = new ReconcileSettings(
                world.settings.sourceRegions(),
                1,
                world.settings.reserve(),
                world.settings.confirmAfter(),
                Optional.empty());
        world.service.remove(BUILD);
        world.calls.clear();
        world.interruption = call -> {
            if (call.equals("ImageListing.builds") && world.calls("ImageListing.builds") > 1) {
                throw new ImageBuilderException("no answer", null);
            }
        };

        Reconciled result = world.sweeps();

        assertThat(world.calls("ImageBuilder.")).isZero();
        assertThat(world.state(BUILD)).contains(ImageState.AVAILABLE);
        assertThat(result.failed()).isNotEmpty();
    }

    @Test
    void theBuildsOfAPipelineThatIsGoneAreFollowedOnTheirImageVersions() {
        ReconcileFixture world = worldOfThree();
        world.service.remove(GoldenImages.PIPELINE);
        world.service.remove(BUILD);
        world.service.put(GoldenImages.fiveAmis(3).in(ImageState.DISABLED).described());

        Reconciled result = world.sweeps();

        assertThat(result.failed()).isEmpty();
        assertThat(world.state(GoldenImages.build(1).arn())).contains(ImageState.AVAILABLE);
        assertThat(world.state(BUILD)).contains(ImageState.DELETED);
        assertThat(world.state(GoldenImages.build(3).arn())).contains(ImageState.DISABLED);
    }

    @Test
    void aPipelineThatIsGoneWithAllItsBuildsIsAskedForNothingMore() {
        ReconcileFixture world = worldOfThree();
        world.service.remove(GoldenImages.PIPELINE);
        for (int number = 1; number <= 3; number++) {
            world.service.remove(GoldenImages.build(number).arn());
        }
        world.sweeps();
        world.calls.clear();

        Reconciled result = world.sweeps();

        assertThat(result.failed()).isEmpty();
        assertThat(world.calls("ImageListing.builds")).isEqualTo(1);
        assertThat(world.calls("ImageBuilder.")).isZero();
    }

    @Test
    void aBuildOfAPipelineThatIsGoneIsFoundWhenItReturns() {
        ReconcileFixture world = worldOfThree();
        world.service.remove(GoldenImages.PIPELINE);
        world.service.remove(BUILD);
        world.sweeps();
        assertThat(world.state(BUILD)).contains(ImageState.DELETED);

        world.service.put(GoldenImages.fiveAmis(2).described());
        world.sweeps();

        assertThat(world.state(BUILD)).contains(ImageState.AVAILABLE);
    }

    @Test
    void latestStepsBackWithEachLaterStateAndForwardAgainWhenTheBuildReturns() {
        for (ImageState later : List.of(ImageState.DEPRECATED, ImageState.DISABLED, ImageState.DELETED)) {
            ReconcileFixture world = worldOfThree();

            world.service.put(GoldenImages.fiveAmis(3).in(later).described());
            world.sweeps();
            Optional<ImageBuildArn> afterwards = latest(world);
            world.service.put(GoldenImages.fiveAmis(3).described());
            world.sweeps();

            assertThat(afterwards).as("%s", later).contains(BUILD);
            assertThat(latest(world))
                    .as("%s", later)
                    .contains(GoldenImages.build(3).arn());
        }
    }

    @Test
    void latestStepsForwardAgainWhenABuildThatWasGoneReturns() {
        ReconcileFixture world = worldOfThree();
        world.service.remove(GoldenImages.build(3).arn());
        world.sweeps();

        world.service.put(GoldenImages.fiveAmis(3).described());
        world.sweeps();

        assertThat(latest(world)).contains(GoldenImages.build(3).arn());
    }

    @Test
    void whatIsLongDeletedExpires() {
        ReconcileFixture world = worldOfThree();
        world.settings = new ReconcileSettings(
                world.settings.sourceRegions(),
                2,
                world.settings.reserve(),
                world.settings.confirmAfter(),
                Optional.of(Duration.ofDays(30)));
        world.service.remove(BUILD);
        world.sweeps();
        world.passes(Duration.ofDays(29));
        world.sweeps();
        assertThat(world.expired).isEmpty();

        world.passes(Duration.ofDays(2));
        Reconciled result = world.sweeps();

        assertThat(world.expired).containsExactly(BUILD);
        assertThat(result.lineages().get(0).expired()).isEqualTo(1);
        assertThat(world.state(BUILD)).contains(ImageState.DELETED);
    }

    private static Optional<ImageBuildArn> latest(ReconcileFixture world) {
        return world.catalog.builds(GoldenImages.PIPELINE, Optional.empty(), 100).items().stream()
                .filter(RecordedBuild::isOffered)
                .map(recorded -> recorded.build().arn())
                .findFirst();
    }

    private static ReconcileFixture worldOfThree() {
        ReconcileFixture world = new ReconcileFixture();
        for (int number = 1; number <= 3; number++) {
            world.service.put(GoldenImages.fiveAmis(number).described());
            world.delivered(GoldenImages.build(number).arn());
        }
        return world;
    }
}
