package imagefanout.model.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import imagefanout.model.catalog.OfferPolicy;
import imagefanout.model.catalog.RecordedBuild;
import imagefanout.model.catalog.RecordedImage;
import imagefanout.model.identity.ImageBuildArn;
import imagefanout.model.image.ImageBuilderException;
import imagefanout.model.image.ImageState;
import imagefanout.model.retention.RetentionRule;
import imagefanout.testing.GoldenImages;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class DeletedBuildsTest {
    private static final ImageBuildArn BUILD = GoldenImages.build(2).arn();

    @Test
    void recordsABuildThatImageBuilderNoLongerKnowsAsGoneWithItsCopies() {
        ReconcileFixture fixture = worldOfThree();
        RecordedImage before = fixture.catalog.image(BUILD).orElseThrow();
        fixture.service.remove(BUILD);

        Reconciled result = fixture.sweeps();

        RecordedImage after = fixture.catalog.image(BUILD).orElseThrow();
        assertThat(after.recorded().build().state()).isEqualTo(ImageState.GONE);
        assertThat(after.recorded().build().isGoneWhileAvailable()).isTrue();
        assertThat(after.fanOut()).isEqualTo(before.fanOut());
        assertThat(result.lineages().get(0).gone()).containsExactly(BUILD);
        assertThat(result.buildsRepaired()).isEqualTo(1);
    }

    @Test
    void keepsAnOldBuildThatBecomesTheLatestBecauseTheSameWalkFindsTheNewerOnesGone() {
        ReconcileFixture fixture = new ReconcileFixture();
        for (int number = 1; number <= 8; number++) {
            fixture.service.put(GoldenImages.fiveAmis(number).described());
            fixture.delivered(GoldenImages.build(number).arn());
        }
        fixture.passes(Duration.ofDays(60));
        ReconcileSettings settings = fixture.settings;
        fixture.settings = new ReconcileSettings(
                settings.sourceRegions(),
                settings.maxPerPage(),
                settings.reserve(),
                settings.confirmAfter(),
                settings.keepDeleted(),
                Optional.of(new RetentionRule(Duration.ofDays(30), 3)));
        for (int number = 3; number <= 8; number++) {
            fixture.service.remove(GoldenImages.build(number).arn());
        }

        Reconciled first = fixture.sweeps();

        assertThat(first.lineages().get(0).gone()).hasSize(6);
        assertThat(fixture.state(GoldenImages.build(2).arn())).contains(ImageState.AVAILABLE);
        assertThat(fixture.state(GoldenImages.build(1).arn())).contains(ImageState.AVAILABLE);
    }

    @Test
    void requestsAnUnseenBuildTwiceWithAPause() {
        ReconcileFixture fixture = worldOfThree();
        fixture.service.remove(BUILD);
        fixture.calls.clear();

        fixture.sweeps();

        assertThat(fixture.calls("ImageBuilder.describe")).isEqualTo(2);
        assertThat(fixture.pauses).containsExactly(fixture.settings.confirmAfter());
    }

    @Test
    void keepsABuildThatTheSecondRequestFinds() {
        ReconcileFixture fixture = worldOfThree();
        fixture.service.remove(BUILD);
        fixture.calls.clear();
        fixture.interruption = call -> {
            if (fixture.calls("ImageBuilder.describe") == 2) {
                fixture.service.put(GoldenImages.fiveAmis(2).described());
            }
        };

        Reconciled result = fixture.sweeps();

        assertThat(fixture.state(BUILD)).contains(ImageState.AVAILABLE);
        assertThat(result.failed()).isEmpty();
    }

    @Test
    void requestsAGoneBuildOnlyOnce() {
        ReconcileFixture fixture = worldOfThree();
        fixture.service.remove(BUILD);
        fixture.sweeps();
        fixture.calls.clear();

        fixture.sweeps();

        assertThat(fixture.calls("ImageBuilder.")).isZero();
        assertThat(fixture.calls("ImageCatalog.record")).isZero();
    }

    @Test
    void keepsABuildThatOnlyTheListsOmit() {
        ReconcileFixture fixture = worldOfThree();
        fixture.service.unlist(BUILD);

        Reconciled result = fixture.sweeps();

        assertThat(fixture.state(BUILD)).contains(ImageState.AVAILABLE);
        assertThat(result.failed()).isEmpty();
    }

    @Test
    void recordsABuildAsDeletedIfOnlyGetImageSaysSo() {
        ReconcileFixture fixture = worldOfThree();
        fixture.service.put(GoldenImages.fiveAmis(2).in(ImageState.DELETED).described());
        fixture.service.unlist(BUILD);

        fixture.sweeps();

        assertThat(fixture.state(BUILD)).contains(ImageState.DELETED);
        assertThat(fixture.pauses).isEmpty();
    }

    @Test
    void recordsAsDeletedWhatTheListShowsAsDeletedAndGetImageDoesNotKnow() {
        ReconcileFixture fixture = worldOfThree();
        fixture.service.put(GoldenImages.fiveAmis(2).in(ImageState.DELETED).described());
        ImageBuildArn neverRecorded = GoldenImages.build(4).arn();
        fixture.service.put(GoldenImages.fiveAmis(4).in(ImageState.DELETED).described());
        fixture.interruption = call -> {
            if (call.equals("ImageBuilder.describe")) {
                throw new imagefanout.model.image.UnknownResourceException(BUILD, new IllegalStateException("gone"));
            }
        };

        Reconciled result = fixture.sweeps();

        assertThat(result.failed()).isEmpty();
        assertThat(fixture.state(BUILD)).contains(ImageState.DELETED);
        assertThat(fixture.state(neverRecorded)).isEmpty();
    }

    @Test
    void doesNotCheckBuildsYoungerThanTwoMinutes() {
        ReconcileFixture fixture = new ReconcileFixture();
        fixture.passes(Duration.ofHours(-98).plusMinutes(1));
        fixture.service.put(GoldenImages.fiveAmis(2).described());
        fixture.delivered(BUILD);
        fixture.service.remove(BUILD);
        fixture.calls.clear();

        fixture.sweeps();

        assertThat(fixture.calls("ImageBuilder.")).isZero();
        assertThat(fixture.state(BUILD)).contains(ImageState.AVAILABLE);
    }

    @Test
    void deletesNothingAfterAListThatFailed() {
        ReconcileFixture fixture = worldOfThree();
        fixture.settings = new ReconcileSettings(
                fixture.settings.sourceRegions(),
                1,
                fixture.settings.reserve(),
                fixture.settings.confirmAfter(),
                Optional.empty(),
                Optional.empty());
        fixture.service.remove(BUILD);
        fixture.calls.clear();
        fixture.interruption = call -> {
            if (call.equals("ImageListing.builds") && fixture.calls("ImageListing.builds") > 1) {
                throw new ImageBuilderException("no answer", null);
            }
        };

        Reconciled result = fixture.sweeps();

        assertThat(fixture.calls("ImageBuilder.")).isZero();
        assertThat(fixture.state(BUILD)).contains(ImageState.AVAILABLE);
        assertThat(result.failed()).isNotEmpty();
    }

    @Test
    void listsTheBuildsOfADeletedPipelineByImageVersion() {
        ReconcileFixture fixture = worldOfThree();
        fixture.service.remove(GoldenImages.PIPELINE);
        fixture.service.remove(BUILD);
        fixture.service.put(GoldenImages.fiveAmis(3).in(ImageState.DISABLED).described());

        Reconciled result = fixture.sweeps();

        assertThat(result.failed()).isEmpty();
        assertThat(fixture.state(GoldenImages.build(1).arn())).contains(ImageState.AVAILABLE);
        assertThat(fixture.state(BUILD)).contains(ImageState.GONE);
        assertThat(fixture.state(GoldenImages.build(3).arn())).contains(ImageState.DISABLED);
    }

    @Test
    void makesNoMoreRequestsForADeletedPipelineWithoutBuilds() {
        ReconcileFixture fixture = worldOfThree();
        fixture.service.remove(GoldenImages.PIPELINE);
        for (int number = 1; number <= 3; number++) {
            fixture.service.remove(GoldenImages.build(number).arn());
        }
        fixture.sweeps();
        fixture.calls.clear();

        Reconciled result = fixture.sweeps();

        assertThat(result.failed()).isEmpty();
        assertThat(fixture.calls("ImageListing.builds")).isEqualTo(1);
        assertThat(fixture.calls("ImageBuilder.")).isZero();
    }

    @Test
    void findsABuildOfADeletedPipelineWhenItReturns() {
        ReconcileFixture fixture = worldOfThree();
        fixture.service.remove(GoldenImages.PIPELINE);
        fixture.service.remove(BUILD);
        fixture.sweeps();
        assertThat(fixture.state(BUILD)).contains(ImageState.GONE);

        fixture.service.put(GoldenImages.fiveAmis(2).described());
        fixture.sweeps();

        assertThat(fixture.state(BUILD)).contains(ImageState.AVAILABLE);
    }

    @Test
    void findsABuildWithoutAPipelineThoughAllRecordedBuildsOfItsVersionAreDeletedOrGone() {
        ReconcileFixture fixture = new ReconcileFixture();
        for (int number = 1; number <= 2; number++) {
            fixture.service.put(GoldenImages.fiveAmis(number).withoutPipeline().described());
            fixture.delivered(GoldenImages.build(number).arn());
        }
        fixture.service.put(GoldenImages.fiveAmis(1)
                .withoutPipeline()
                .in(ImageState.DELETED)
                .described());
        fixture.service.remove(BUILD);
        fixture.sweeps();
        fixture.service.put(GoldenImages.fiveAmis(3).withoutPipeline().described());

        fixture.sweeps();

        assertThat(fixture.state(GoldenImages.build(1).arn())).contains(ImageState.DELETED);
        assertThat(fixture.state(BUILD)).contains(ImageState.GONE);
        assertThat(fixture.state(GoldenImages.build(3).arn())).contains(ImageState.AVAILABLE);
    }

    @Test
    void latestStepsBackWithEachLaterStateAndForwardAgainWhenTheBuildReturns() {
        for (ImageState later : List.of(ImageState.DEPRECATED, ImageState.DISABLED, ImageState.DELETED)) {
            ReconcileFixture fixture = worldOfThree();

            fixture.service.put(GoldenImages.fiveAmis(3).in(later).described());
            fixture.sweeps();
            Optional<ImageBuildArn> afterwards = latest(fixture);
            fixture.service.put(GoldenImages.fiveAmis(3).described());
            fixture.sweeps();

            assertThat(afterwards).as("%s", later).contains(BUILD);
            assertThat(latest(fixture))
                    .as("%s", later)
                    .contains(GoldenImages.build(3).arn());
        }
    }

    @Test
    void latestReturnsToABuildThatComesBack() {
        ReconcileFixture fixture = worldOfThree();
        fixture.service.remove(GoldenImages.build(3).arn());
        fixture.sweeps();

        fixture.service.put(GoldenImages.fiveAmis(3).described());
        fixture.sweeps();

        assertThat(latest(fixture)).contains(GoldenImages.build(3).arn());
    }

    @Test
    void expiresBuildsThatWereDeletedLongAgoAndKeepsGoneOnes() {
        ReconcileFixture fixture = worldOfThree();
        fixture.settings = new ReconcileSettings(
                fixture.settings.sourceRegions(),
                2,
                fixture.settings.reserve(),
                fixture.settings.confirmAfter(),
                Optional.of(Duration.ofDays(30)),
                Optional.empty());
        fixture.service.put(GoldenImages.fiveAmis(2).in(ImageState.DELETED).described());
        fixture.service.remove(GoldenImages.build(3).arn());
        fixture.sweeps();
        fixture.passes(Duration.ofDays(29));
        fixture.sweeps();
        assertThat(fixture.expired).isEmpty();

        fixture.passes(Duration.ofDays(2));
        Reconciled result = fixture.sweeps();

        assertThat(fixture.expired).containsExactly(BUILD);
        assertThat(result.lineages().get(0).expired()).isEqualTo(1);
        assertThat(fixture.state(BUILD)).contains(ImageState.DELETED);
        assertThat(fixture.state(GoldenImages.build(3).arn())).contains(ImageState.GONE);
    }

    @Test
    void keepsTheStateOfABuildThatWasDeletedBeforeImageBuilderForgotIt() {
        ReconcileFixture fixture = worldOfThree();
        fixture.service.put(GoldenImages.fiveAmis(2).in(ImageState.DELETED).described());
        fixture.sweeps();
        fixture.service.remove(BUILD);
        fixture.calls.clear();

        fixture.sweeps();

        assertThat(fixture.calls("ImageBuilder.")).isZero();
        assertThat(fixture.state(BUILD)).contains(ImageState.DELETED);
    }

    @Test
    void remembersThatAGoneBuildWasNeverAvailable() {
        ReconcileFixture fixture = worldOfThree();
        fixture.service.put(GoldenImages.fiveAmis(2).in(ImageState.DEPRECATED).described());
        fixture.sweeps();
        fixture.service.remove(BUILD);

        fixture.sweeps();

        RecordedBuild gone = fixture.catalog.build(BUILD).orElseThrow();
        assertThat(gone.build().state()).isEqualTo(ImageState.GONE);
        assertThat(gone.build().reason())
                .hasValueSatisfying(reason -> assertThat(reason).contains("DEPRECATED"));
        assertThat(gone.build().isGoneWhileAvailable()).isFalse();
    }

    private static Optional<ImageBuildArn> latest(ReconcileFixture fixture) {
        return fixture.catalog.builds(GoldenImages.PIPELINE, Optional.empty(), 100).items().stream()
                .filter(OfferPolicy.AVAILABLE_ONLY::includes)
                .map(recorded -> recorded.build().arn())
                .findFirst();
    }

    private static ReconcileFixture worldOfThree() {
        ReconcileFixture fixture = new ReconcileFixture();
        for (int number = 1; number <= 3; number++) {
            fixture.service.put(GoldenImages.fiveAmis(number).described());
            fixture.delivered(GoldenImages.build(number).arn());
        }
        return fixture;
    }
}
