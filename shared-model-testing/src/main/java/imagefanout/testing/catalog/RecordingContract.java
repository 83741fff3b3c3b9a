package imagefanout.testing.catalog;

import static imagefanout.testing.GoldenImages.EU;
import static imagefanout.testing.GoldenImages.OWNER;
import static imagefanout.testing.GoldenImages.PIPELINE;
import static imagefanout.testing.GoldenImages.PROD;
import static imagefanout.testing.GoldenImages.SANDBOX;
import static imagefanout.testing.GoldenImages.US;
import static org.assertj.core.api.Assertions.assertThat;

import imagefanout.model.ResultPage;
import imagefanout.model.catalog.AmiOrigin;
import imagefanout.model.catalog.HeldPeriod;
import imagefanout.model.catalog.ImageCatalog;
import imagefanout.model.catalog.OfferPolicy;
import imagefanout.model.catalog.RecordedBuild;
import imagefanout.model.catalog.RecordedImage;
import imagefanout.model.catalog.Recording;
import imagefanout.model.catalog.SnapshotOutcome;
import imagefanout.model.identity.AmiId;
import imagefanout.model.identity.Audience;
import imagefanout.model.identity.Copy;
import imagefanout.model.identity.ImageBuildArn;
import imagefanout.model.identity.Region;
import imagefanout.model.image.Counts;
import imagefanout.model.image.FanOut;
import imagefanout.model.image.ImageSnapshot;
import imagefanout.model.image.ImageState;
import imagefanout.model.image.LaunchPermission;
import imagefanout.testing.GoldenImages;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every {@link ImageCatalog} promises about the recording of builds, and about what it returns of them. */
public abstract class RecordingContract extends ImageCatalogFixture {
    @Test
    void isEmptyAtFirst() {
        ImageBuildArn arn = GoldenImages.build(1).arn();

        assertThat(catalog.build(arn)).isEmpty();
        assertThat(catalog.image(arn)).isEmpty();
        assertThat(catalog.image(arn, Set.of(US))).isEmpty();
        assertThat(catalog.hold(arn, HOLD)).isFalse();
        assertThat(catalog.release(arn, RELEASE)).isFalse();
        assertThat(history(arn)).isEmpty();
        assertThat(catalog.heldBuilds()).isEmpty();
        assertThat(catalog.pipelines(Optional.empty(), 10)).isEqualTo(new ResultPage<>(List.of(), Optional.empty()));
        assertThat(catalog.pipelinesNamed("golden-linux")).isEmpty();
        assertThat(catalog.imagesNamed("golden-linux")).isEmpty();
        assertThat(catalog.imagesWithoutPipeline(Optional.empty(), 10).items()).isEmpty();
        assertThat(catalog.builds(PIPELINE, Optional.empty(), 10).items()).isEmpty();
        assertThat(usable(PROD)).isEmpty();
        assertThat(lineages(account(PROD))).isEmpty();
        assertThat(catalog.openedTo(PIPELINE)).isEmpty();
        assertThat(catalog.origin(GoldenImages.build(1).ami(US, OWNER))).isEmpty();
    }

    @Test
    void recordsABuildWithAllItsFactsAndCopies() {
        ImageSnapshot snapshot = snapshot(0, GoldenImages.fiveAmis(1));

        Recording recording = catalog.record(snapshot);

        assertThat(recording.outcome()).isEqualTo(SnapshotOutcome.FIRST);
        RecordedBuild recorded = new RecordedBuild(
                snapshot.build(),
                new Counts(5, 5, 0),
                snapshot.askedAt(),
                snapshot.digest(),
                snapshot.summaryDigest(),
                Optional.empty());
        assertThat(recording.recorded()).isEqualTo(recorded);
        assertThat(catalog.build(snapshot.build().arn())).contains(recorded);
        assertThat(catalog.image(snapshot.build().arn())).contains(new RecordedImage(recorded, snapshot.fanOut()));
    }

    @Test
    void readsOnlyTheRequestedRegions() {
        ImageSnapshot snapshot = snapshot(0, GoldenImages.fiveAmis(1));
        catalog.record(snapshot);

        Optional<RecordedImage> image = catalog.image(snapshot.build().arn(), Set.of(EU));

        assertThat(image.map(RecordedImage::fanOut))
                .contains(new FanOut(snapshot.fanOut().regions().tailMap(EU).headMap(US)));
    }

    @Test
    void keepsWhatIsMissingAndWhy() {
        ImageSnapshot snapshot = snapshot(0, GoldenImages.fiveAmis(1).failedFor(EU, SANDBOX));

        catalog.record(snapshot);

        assertThat(catalog.image(snapshot.build().arn()).map(RecordedImage::fanOut))
                .contains(snapshot.fanOut());
        assertThat(catalog.build(snapshot.build().arn()).map(RecordedBuild::counts))
                .contains(new Counts(5, 4, 0));
    }

    @Test
    void recordsTheSameSnapshotOnce() {
        GoldenImages image = GoldenImages.fiveAmis(1);
        Recording first = catalog.record(snapshot(0, image));

        Recording again = catalog.record(snapshot(1, image));

        assertThat(again).isEqualTo(new Recording(SnapshotOutcome.UNCHANGED, first.recorded()));
        assertThat(catalog.build(image.arn())).contains(first.recorded());
    }

    @Test
    void replacesAnOlderSnapshotWithANewerOne() {
        GoldenImages image = GoldenImages.fiveAmis(1);
        catalog.record(snapshot(0, image.failedFor(EU, SANDBOX)));

        Recording retried = catalog.record(snapshot(1, image));

        assertThat(retried.outcome()).isEqualTo(SnapshotOutcome.REPLACED);
        assertThat(catalog.image(image.arn()).map(RecordedImage::fanOut))
                .contains(snapshot(1, image).fanOut());
        assertThat(catalog.build(image.arn())).contains(retried.recorded());
        assertThat(only(usable(SANDBOX)).owned())
                .isEqualTo(Map.of(US, image.ami(US, SANDBOX), EU, image.ami(EU, SANDBOX)));
    }

    @Test
    void neverReplacesANewerSnapshotWithAnOlderOne() {
        GoldenImages image = GoldenImages.fiveAmis(1);
        Recording newer = catalog.record(snapshot(1, image));

        Recording older = catalog.record(snapshot(0, image.failedFor(EU, SANDBOX)));

        assertThat(older).isEqualTo(new Recording(SnapshotOutcome.SUPERSEDED, newer.recorded()));
        assertThat(catalog.image(image.arn()).map(RecordedImage::fanOut))
                .contains(snapshot(1, image).fanOut());
    }

    @Test
    void choosesTheSameOfTwoSimultaneousSnapshotsInAnyOrder() {
        GoldenImages image = GoldenImages.fiveAmis(1);
        ImageSnapshot one = snapshot(0, image);
        ImageSnapshot other = snapshot(0, image.in(ImageState.DEPRECATED));
        ImageCatalog otherWayRound = emptyCatalog();

        catalog.record(one);
        catalog.record(other);
        otherWayRound.record(other);
        otherWayRound.record(one);

        assertThat(catalog.image(image.arn())).isEqualTo(otherWayRound.image(image.arn()));
    }

    @Test
    void changesTheStateForEveryAccountAtOnce() {
        GoldenImages image = GoldenImages.fiveAmis(1);
        catalog.record(snapshot(0, image));

        catalog.record(snapshot(1, image.in(ImageState.DEPRECATED)));

        assertThat(List.of(only(usable(PROD)), only(usable(SANDBOX))))
                .extracting(copy -> OfferPolicy.AVAILABLE_ONLY.includes(copy.recorded()))
                .containsOnly(false);
        assertThat(only(usable(PROD)).owned()).hasSize(2);
    }

    @Test
    void comesBackToWhatWasRecordedBefore() {
        GoldenImages image = GoldenImages.fiveAmis(1);
        GoldenImages failed = image.failedFor(EU, SANDBOX);
        catalog.record(snapshot(0, failed));
        catalog.record(snapshot(1, image.in(ImageState.DELETED)));

        Recording back = catalog.record(snapshot(2, failed));

        assertThat(back.outcome()).isEqualTo(SnapshotOutcome.REPLACED);
        assertThat(catalog.build(image.arn()).map(build -> build.build().state()))
                .contains(ImageState.FAILED);
        assertThat(only(usable(SANDBOX)).owned()).hasSize(2);
    }

    @Test
    void keepsAmisThatTheServiceNoLongerShows() {
        GoldenImages image = GoldenImages.fiveAmis(1);
        catalog.record(snapshot(0, image));

        GoldenImages deleted = image.in(ImageState.DELETED)
                .without(US, OWNER)
                .without(US, PROD)
                .without(US, SANDBOX)
                .without(EU, PROD)
                .without(EU, SANDBOX);
        catalog.record(snapshot(1, deleted));

        assertThat(catalog.build(image.arn()).map(RecordedBuild::counts)).contains(new Counts(5, 5, 0));
        assertThat(only(usable(PROD)).owned()).hasSize(2);
        assertThat(catalog.origin(image.ami(EU, PROD))).isPresent();
    }

    @Test
    void recordsABuildWithTwoAmisOfOneCopyAndOffersTheOthers() {
        GoldenImages image = GoldenImages.fiveAmis(1).withTwoAmis(EU, PROD);

        catalog.record(snapshot(0, image));

        assertThat(only(usable(PROD)).owned()).containsOnlyKeys(US);
        assertThat(only(usable(SANDBOX)).owned()).hasSize(2);
        RecordedImage recorded = catalog.image(image.arn()).orElseThrow();
        assertThat(recorded.recorded().counts()).isEqualTo(new Counts(5, 4, 0));
        assertThat(recorded.recorded().build().warnings()).hasSize(1);
        assertThat(recorded.fanOut().regions().get(EU).gaps().get(PROD).orElseThrow())
                .contains(image.ami(EU, PROD).value(), image.secondAmi(EU, PROD).value());
        for (AmiId ami : List.of(image.ami(EU, PROD), image.secondAmi(EU, PROD))) {
            assertThat(catalog.origin(ami)).contains(new AmiOrigin(ami, image.arn(), new Copy(EU, PROD)));
        }
        assertThat(catalog.record(snapshot(1, image)).outcome()).isEqualTo(SnapshotOutcome.UNCHANGED);
    }

    @Test
    void offersAnAmiOnlyWhileImageBuilderSaysThatItIsAvailable() {
        GoldenImages image = GoldenImages.fiveAmis(1);
        catalog.record(snapshot(0, image.withAmi(EU, PROD, ImageState.PENDING)));
        assertThat(only(usable(PROD)).owned()).containsOnlyKeys(US);

        catalog.record(snapshot(1, image));
        assertThat(only(usable(PROD)).owned()).containsOnlyKeys(US, EU);

        catalog.record(snapshot(2, image.withAmi(EU, PROD, ImageState.DISABLED)));
        assertThat(only(usable(PROD)).owned()).containsOnlyKeys(US);
        assertThat(catalog.build(image.arn()).map(RecordedBuild::counts)).contains(new Counts(5, 5, 0));

        catalog.record(snapshot(3, image.withAmi(EU, PROD, ImageState.FAILED)));
        assertThat(only(usable(PROD)).owned()).containsOnlyKeys(US);
        assertThat(catalog.build(image.arn()).map(RecordedBuild::counts)).contains(new Counts(5, 4, 0));
        assertThat(catalog.origin(image.ami(EU, PROD))).isPresent();
    }

    @Test
    void sharesNothingWhenTheSharingFailed() {
        GoldenImages image = GoldenImages.build(1)
                .to(US, new LaunchPermission(Set.of(new Audience.Account(SANDBOX))))
                .in(ImageState.FAILED)
                .because("1) No. to the destination account (ID: " + OWNER + ") in Region us-east-1.");

        catalog.record(snapshot(0, image));

        assertThat(usable(SANDBOX)).isEmpty();
        assertThat(only(usable(OWNER)).owned()).hasSize(1);
        assertThat(catalog.image(image.arn())
                        .orElseThrow()
                        .fanOut()
                        .regions()
                        .get(US)
                        .sharingFailure())
                .isPresent();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void startsAfreshWhenAnArnIsBuiltAgain(boolean deletionWasSeen) {
        GoldenImages dead = GoldenImages.fiveAmis(1).to(new Region("eu-west-3"), PROD);
        GoldenImages image = GoldenImages.fiveAmis(1).builtAgain().without(EU, SANDBOX);
        catalog.record(snapshot(0, dead));
        catalog.hold(dead.arn(), HOLD);
        if (deletionWasSeen) {
            catalog.record(snapshot(1, dead.in(ImageState.DELETED)));
        }

        catalog.record(snapshot(2, image));

        RecordedImage recorded = catalog.image(image.arn()).orElseThrow();
        assertThat(recorded.recorded().counts()).isEqualTo(new Counts(5, 4, 0));
        assertThat(recorded.recorded().hold()).isEmpty();
        assertThat(history(image.arn()))
                .as("the hold of the dead build")
                .containsExactly(new HeldPeriod(1, HOLD, false, Optional.empty()));
        assertThat(recorded.recorded().build()).isEqualTo(image.described().build());
        assertThat(only(usable(PROD)).owned())
                .containsOnly(Map.entry(US, image.ami(US, PROD)), Map.entry(EU, image.ami(EU, PROD)));
        assertThat(only(usable(SANDBOX)).owned()).containsOnlyKeys(US);
        assertThat(buildNumbers(PIPELINE)).containsExactly(1);
        assertThat(catalog.origin(image.ami(EU, PROD)))
                .contains(new AmiOrigin(image.ami(EU, PROD), image.arn(), new Copy(EU, PROD)));
    }

    @Test
    void tellsTheDeadBuildOfAnAmiWhoseArnIsBuiltAgain() {
        GoldenImages first = GoldenImages.fiveAmis(1);
        GoldenImages second = first.builtAgain();
        GoldenImages third = second.builtAgain();
        catalog.record(snapshot(0, first));
        catalog.record(snapshot(1, second));
        catalog.record(snapshot(2, third));

        for (GoldenImages dead : List.of(first, second)) {
            AmiOrigin origin = catalog.origin(dead.ami(EU, SANDBOX)).orElseThrow();
            RecordedImage image = origin.replaced().orElseThrow();
            assertThat(origin.copy()).isEqualTo(new Copy(EU, SANDBOX));
            assertThat(image.recorded().build())
                    .isEqualTo(dead.described().build().gone());
            assertThat(image.fanOut().regions().get(EU).amis()).containsEntry(SANDBOX, dead.ami(EU, SANDBOX));
            assertThat(image.recorded().counts()).isEqualTo(new Counts(5, 5, 0));
        }
        assertThat(catalog.origin(third.ami(EU, SANDBOX)).orElseThrow().replaced())
                .isEmpty();
    }

    @Test
    void keepsAnOptionalValueThatAppearsOrDisappears() {
        GoldenImages image = GoldenImages.fiveAmis(1);
        GoldenImages failed = image.failedFor(EU, SANDBOX);
        catalog.record(snapshot(0, failed));

        catalog.record(snapshot(1, image));

        assertThat(catalog.build(image.arn()).map(RecordedBuild::build))
                .contains(image.described().build());
    }

    @Test
    void recordsContainerImagesAndBuildsWithoutAnyAmi() {
        GoldenImages nothing = GoldenImages.build(1).without(US, OWNER).in(ImageState.CANCELLED);

        catalog.record(snapshot(0, nothing));

        assertThat(catalog.build(nothing.arn()).map(RecordedBuild::counts)).contains(new Counts(1, 0, 0));
        assertThat(buildNumbers(PIPELINE)).containsExactly(1);
        assertThat(usable(OWNER)).isEmpty();
    }

    @Test
    void findsTheBuildOfAnAmi() {
        GoldenImages image = GoldenImages.fiveAmis(7);
        catalog.record(snapshot(0, image));

        assertThat(catalog.origin(image.ami(EU, PROD)))
                .contains(new AmiOrigin(image.ami(EU, PROD), image.arn(), new Copy(EU, PROD)));
        assertThat(catalog.origin(image.ami(EU, OWNER))).isEmpty();
    }
}
