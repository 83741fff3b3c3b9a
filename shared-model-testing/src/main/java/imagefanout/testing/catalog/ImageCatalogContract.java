package imagefanout.testing.catalog;

import static imagefanout.testing.GoldenImages.EU;
import static imagefanout.testing.GoldenImages.OWNER;
import static imagefanout.testing.GoldenImages.PIPELINE;
import static imagefanout.testing.GoldenImages.PROD;
import static imagefanout.testing.GoldenImages.SANDBOX;
import static imagefanout.testing.GoldenImages.US;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import imagefanout.model.ResultPage;
import imagefanout.model.catalog.AmiOrigin;
import imagefanout.model.catalog.DirectoryEntry;
import imagefanout.model.catalog.HeldPeriod;
import imagefanout.model.catalog.Hold;
import imagefanout.model.catalog.ImageCatalog;
import imagefanout.model.catalog.NamedLineage;
import imagefanout.model.catalog.OfferPolicy;
import imagefanout.model.catalog.RecordedBuild;
import imagefanout.model.catalog.RecordedImage;
import imagefanout.model.catalog.Recording;
import imagefanout.model.catalog.Release;
import imagefanout.model.catalog.SnapshotOutcome;
import imagefanout.model.catalog.UsableCopy;
import imagefanout.model.catalog.UsableLineage;
import imagefanout.model.identity.AccountId;
import imagefanout.model.identity.AmiId;
import imagefanout.model.identity.Audience;
import imagefanout.model.identity.Copy;
import imagefanout.model.identity.ImageArn;
import imagefanout.model.identity.ImageBuildArn;
import imagefanout.model.identity.Lineage;
import imagefanout.model.identity.PipelineArn;
import imagefanout.model.identity.Region;
import imagefanout.model.image.BuildPosition;
import imagefanout.model.image.Counts;
import imagefanout.model.image.FanOut;
import imagefanout.model.image.ImageSnapshot;
import imagefanout.model.image.ImageState;
import imagefanout.model.image.LaunchPermission;
import imagefanout.testing.GoldenImages;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every {@link ImageCatalog} promises. */
public abstract class ImageCatalogContract {
    private static final Release RELEASE =
            new Release("the agent starts", "releaser", Instant.parse("2026-01-09T00:00:00Z"));

    private static final Instant NOON = Instant.parse("2026-02-01T12:00:00Z");
    private static final Hold HOLD = new Hold("breaks the agent", "operator", NOON);
    private static final Audience.Organization ORGANIZATION =
            new Audience.Organization("arn:aws:organizations::123456789012:organization/o-exampleorgid");
    private static final Audience.OrganizationalUnit UNIT = new Audience.OrganizationalUnit(
            "arn:aws:organizations::123456789012:ou/o-exampleorgid/ou-examplerootid111-exampleouid111");
    private static final Audience.Everyone EVERYONE = new Audience.Everyone();

    private ImageCatalog catalog;

    /** An empty catalog for each test. */
    protected abstract ImageCatalog emptyCatalog();

    @BeforeEach
    void open() {
        catalog = emptyCatalog();
    }

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
    void holdsABuildForEveryoneUntilItIsReleased() {
        GoldenImages image = GoldenImages.fiveAmis(1);
        catalog.record(snapshot(0, image));

        boolean held = catalog.hold(image.arn(), HOLD);

        assertThat(held).isTrue();
        assertThat(catalog.build(image.arn()).flatMap(RecordedBuild::hold)).contains(HOLD);
        assertThat(OfferPolicy.AVAILABLE_ONLY.includes(only(usable(PROD)).recorded()))
                .isFalse();

        Hold other = new Hold("another reason", "another operator", NOON.plusSeconds(1));
        assertThat(catalog.hold(image.arn(), other)).isTrue();
        assertThat(catalog.build(image.arn()).flatMap(RecordedBuild::hold)).contains(other);

        assertThat(catalog.release(image.arn(), RELEASE)).isTrue();
        assertThat(catalog.release(image.arn(), new Release("again", "another", NOON.plusSeconds(9))))
                .isTrue();
        assertThat(catalog.releasedAt(image.arn()))
                .as("without a hold, nothing is released")
                .contains(RELEASE.at());
        assertThat(catalog.build(image.arn()).flatMap(RecordedBuild::hold)).isEmpty();
        assertThat(OfferPolicy.AVAILABLE_ONLY.includes(only(usable(PROD)).recorded()))
                .isTrue();
    }

    @Test
    void keepsTheHistoryOfHoldsAndReleases() {
        GoldenImages image = GoldenImages.fiveAmis(1);
        catalog.record(snapshot(0, image));
        Hold other = new Hold("another reason", "operator", NOON.plusSeconds(1));
        Hold third = new Hold("another reason", "operator", NOON.plusSeconds(3));

        catalog.hold(image.arn(), HOLD);
        catalog.hold(image.arn(), other);
        catalog.hold(image.arn(), new Hold(other.reason(), other.by(), NOON.plusSeconds(2)));
        catalog.release(image.arn(), RELEASE);
        catalog.release(image.arn(), new Release("again", "another", NOON.plusSeconds(9)));
        catalog.hold(image.arn(), third);

        HeldPeriod first = new HeldPeriod(1, HOLD, false, Optional.empty());
        HeldPeriod second = new HeldPeriod(2, other, false, Optional.of(RELEASE));
        HeldPeriod active = new HeldPeriod(3, third, true, Optional.empty());
        assertThat(history(image.arn())).containsExactly(active, second, first);
        assertThat(catalog.holds(image.arn(), Optional.empty(), 2))
                .isEqualTo(new ResultPage<>(List.of(active, second), Optional.of(2L)));
        assertThat(catalog.holds(image.arn(), Optional.of(2L), 2))
                .isEqualTo(new ResultPage<>(List.of(first), Optional.empty()));
        assertThat(catalog.holds(image.arn(), Optional.of(3L), 2))
                .isEqualTo(new ResultPage<>(List.of(second, first), Optional.empty()));
        assertThat(catalog.holds(image.arn(), Optional.empty(), 1))
                .isEqualTo(new ResultPage<>(List.of(active), Optional.of(3L)));
    }

    @Test
    void listsTheBuildsOnHold() {
        for (int number = 1; number <= 4; number++) {
            catalog.record(snapshot(0, GoldenImages.fiveAmis(number)));
        }
        List.of(1, 2, 4)
                .forEach(number -> catalog.hold(GoldenImages.build(number).arn(), HOLD));
        catalog.release(GoldenImages.build(2).arn(), RELEASE);

        assertThat(catalog.heldBuilds())
                .extracting(held -> held.build().arn().build().value(), RecordedBuild::hold)
                .containsExactlyInAnyOrder(tuple(1, Optional.of(HOLD)), tuple(4, Optional.of(HOLD)));
    }

    private List<HeldPeriod> history(ImageBuildArn arn) {
        return catalog.holds(arn, Optional.empty(), 10).items();
    }

    @Test
    void keepsAHoldWhenANewerSnapshotIsRecorded() {
        GoldenImages image = GoldenImages.fiveAmis(1);
        catalog.record(snapshot(0, image.failedFor(EU, SANDBOX)));
        catalog.hold(image.arn(), HOLD);

        Recording recording = catalog.record(snapshot(1, image));

        assertThat(recording.recorded().hold()).contains(HOLD);
        assertThat(catalog.build(image.arn()).flatMap(RecordedBuild::hold)).contains(HOLD);
    }

    @Test
    void listsThePipelinesThatHaveBuilds() {
        PipelineArn windows =
                PipelineArn.parse("arn:aws:imagebuilder:us-east-1:123456789012:image-pipeline/golden-windows");
        PipelineArn elsewhere =
                PipelineArn.parse("arn:aws-cn:imagebuilder:cn-north-1:123456789012:image-pipeline/golden-linux");
        catalog.record(snapshot(0, GoldenImages.build(1)));
        catalog.record(snapshot(0, GoldenImages.build(2)));
        catalog.record(snapshot(0, GoldenImages.build(3).of(windows)));
        catalog.record(snapshot(0, GoldenImages.build(4).of(elsewhere)));
        catalog.record(snapshot(0, GoldenImages.build(5).withoutPipeline()));

        ResultPage<PipelineArn, PipelineArn> first = catalog.pipelines(Optional.empty(), 2);
        ResultPage<PipelineArn, PipelineArn> second = catalog.pipelines(first.next(), 2);

        assertThat(first).isEqualTo(new ResultPage<>(List.of(elsewhere, PIPELINE), Optional.of(PIPELINE)));
        assertThat(second).isEqualTo(new ResultPage<>(List.of(windows), Optional.empty()));
        assertThat(catalog.pipelines(Optional.empty(), 3).next()).isEmpty();
        assertThat(catalog.pipelinesNamed("golden-linux"))
                .containsExactlyInAnyOrder(new NamedLineage(PIPELINE, Set.of()), new NamedLineage(elsewhere, Set.of()));
        assertThat(catalog.pipelinesNamed("golden")).isEmpty();
    }

    @Test
    void namesTheTenNewestBuildsOfEachLineage() {
        PipelineArn other = PipelineArn.parse("arn:aws:imagebuilder:us-east-1:123456789012:image-pipeline/other");
        for (int n : List.of(3, 1, 12, 9, 2, 8, 11, 7, 4, 5, 10, 6)) {
            catalog.record(snapshot(0, GoldenImages.build(n)));
        }
        catalog.record(snapshot(0, GoldenImages.build(20).of(other)));
        catalog.record(snapshot(1, GoldenImages.build(12).in(ImageState.DEPRECATED)));
        ImageBuildArn loose = ImageBuildArn.parse("arn:aws:imagebuilder:us-east-1:123456789012:image/loose/1.0.0/1");
        catalog.record(snapshot(0, GoldenImages.build(1).named(loose).withoutPipeline()));

        List<DirectoryEntry<PipelineArn>> pipelines =
                catalog.pipelineEntries(Optional.empty(), 10).items();

        assertThat(pipelines)
                .containsExactly(
                        new DirectoryEntry<>(
                                PIPELINE,
                                Stream.of(12, 11, 10, 9, 8, 7, 6, 5, 4, 3)
                                        .map(n -> GoldenImages.build(n).arn())
                                        .toList()),
                        new DirectoryEntry<>(
                                other, List.of(GoldenImages.build(20).arn())));
        assertThat(catalog.entries(Set.of(other, PIPELINE))).isEqualTo(pipelines);
        assertThat(catalog.entries(Set.of(other))).isEqualTo(pipelines.subList(1, 2));
        assertThat(catalog.entries(Set.of(PipelineArn.parse(other + "-unknown"))))
                .isEmpty();
        assertThat(catalog.imageEntries(Optional.empty(), 10).items())
                .containsExactly(new DirectoryEntry<>(loose.image(), List.of(loose)));
    }

    @Test
    void namesABuildOnceWhenItsArnIsBuiltAgain() {
        catalog.record(snapshot(0, GoldenImages.build(1)));
        catalog.record(snapshot(0, GoldenImages.build(2)));
        catalog.record(snapshot(100, GoldenImages.build(1).builtAgain().builtAgain()));

        assertThat(catalog.pipelineEntries(Optional.empty(), 10).items())
                .containsExactly(new DirectoryEntry<>(
                        PIPELINE,
                        List.of(
                                GoldenImages.build(1).arn(),
                                GoldenImages.build(2).arn())));
    }

    @Test
    void listsTheImagesByNameAndThoseWithoutAPipeline() {
        ImageArn image = GoldenImages.build(1).arn().image();
        ImageBuildArn loose =
                ImageBuildArn.parse("arn:aws:imagebuilder:eu-west-1:123456789012:image/golden-linux/1.0.0/1");
        catalog.record(snapshot(0, GoldenImages.build(1)));
        catalog.record(snapshot(0, GoldenImages.build(1).named(loose).withoutPipeline()));

        assertThat(catalog.imagesNamed("golden-linux")).containsExactlyInAnyOrder(image, loose.image());
        assertThat(catalog.imagesWithoutPipeline(Optional.empty(), 10))
                .isEqualTo(new ResultPage<>(List.of(loose.image()), Optional.empty()));
        assertThat(catalog.imagesWithoutPipeline(Optional.of(loose.image()), 10).items())
                .isEmpty();
    }

    @Test
    void listsTheBuildsOfAPipelineNewestFirst() {
        for (int number : List.of(2, 12, 1, 3, 10)) {
            catalog.record(snapshot(0, GoldenImages.build(number)));
        }
        catalog.record(snapshot(0, GoldenImages.build(11).withoutPipeline()));

        assertThat(buildNumbers(PIPELINE)).containsExactly(12, 10, 3, 2, 1);
        assertThat(buildNumbers(GoldenImages.build(11).arn().image())).containsExactly(11);

        ResultPage<RecordedBuild, BuildPosition> first = catalog.builds(PIPELINE, Optional.empty(), 2);
        ResultPage<RecordedBuild, BuildPosition> second = catalog.builds(PIPELINE, first.next(), 3);
        assertThat(numbers(first)).containsExactly(12, 10);
        assertThat(first.next())
                .contains(GoldenImages.build(10).described().build().position());
        assertThat(numbers(second)).containsExactly(3, 2, 1);
        assertThat(second.next()).isEmpty();
    }

    @Test
    void breaksTiesOfTheCreationDateByVersionAndThenByName() {
        List<String> inOrder = List.of(
                "golden-linux/1.0.0/2",
                "golden-linux/1.0.0/10",
                "golden-linux/1.0.9/1",
                "golden-linux/1.0.10/1",
                "golden-linux/1.2.0/1",
                "golden-linux-arm/1.2.0/1",
                "golden-linux/2.0.0/1",
                "golden-linux/1073741823.0.0/999999999");
        List<String> shuffled = new ArrayList<>(inOrder);
        shuffled.sort((one, other) -> other.length() - one.length());
        for (String name : shuffled) {
            ImageBuildArn arn = ImageBuildArn.parse("arn:aws:imagebuilder:us-east-1:123456789012:image/" + name);
            catalog.record(snapshot(0, GoldenImages.build(1).named(arn)));
        }

        List<String> walked = walk((Optional<BuildPosition> before) -> catalog.builds(PIPELINE, before, 3)).stream()
                .map(build -> build.build().arn().toString().split(":image/")[1])
                .toList();

        List<String> newestFirst = new ArrayList<>(inOrder);
        Collections.reverse(newestFirst);
        assertThat(walked).isEqualTo(newestFirst);
    }

    @Test
    void listsWhatAnAccountMayLaunchOfItsOwn() {
        catalog.record(snapshot(0, GoldenImages.build(1).to(EU, PROD)));
        catalog.record(snapshot(0, GoldenImages.build(2).to(EU, SANDBOX)));
        catalog.record(snapshot(0, GoldenImages.build(3).to(EU, PROD).to(US, PROD)));

        ResultPage<UsableCopy, BuildPosition> first =
                catalog.usable(account(PROD), PIPELINE, Optional.empty(), Optional.empty(), 1);
        ResultPage<UsableCopy, BuildPosition> second =
                catalog.usable(account(PROD), PIPELINE, Optional.empty(), first.next(), 1);

        GoldenImages third = GoldenImages.build(3);
        assertThat(only(first.items()).owned()).isEqualTo(Map.of(EU, third.ami(EU, PROD), US, third.ami(US, PROD)));
        assertThat(only(second.items()).owned())
                .isEqualTo(Map.of(EU, GoldenImages.build(1).ami(EU, PROD)));
        assertThat(second.next()).isEmpty();
        assertThat(only(second.items()).recorded())
                .isEqualTo(catalog.build(GoldenImages.build(1).arn()).orElseThrow());
    }

    @Test
    void listsWhatALaunchPermissionAllows() {
        AccountId friend = new AccountId("333333333333");
        LaunchPermission permission = new LaunchPermission(Set.of(account(friend), ORGANIZATION, UNIT, EVERYONE));
        GoldenImages image = GoldenImages.build(1).to(US, permission, PROD).to(EU, permission, PROD);
        catalog.record(snapshot(0, image));

        for (Audience audience : permission.audiences()) {
            UsableCopy copy = only(catalog.usable(audience, PIPELINE, Optional.empty(), Optional.empty(), 10)
                    .items());
            assertThat(copy.owned()).isEmpty();
            assertThat(copy.shared()).isEqualTo(Map.of(US, image.ami(US, OWNER)));
            assertThat(lineages(audience)).containsExactly(PIPELINE);
        }
        assertThat(only(usable(PROD)).shared()).isEmpty();
        assertThat(catalog.openedTo(PIPELINE)).containsExactlyInAnyOrder(ORGANIZATION, UNIT, EVERYONE);
        assertThat(catalog.pipelinesNamed("golden-linux"))
                .containsExactly(new NamedLineage(PIPELINE, Set.of(ORGANIZATION, UNIT, EVERYONE)));
        assertThat(catalog.openedTo(image.arn().image())).isEmpty();
    }

    @Test
    void listsTheLineagesOfAnAudiencePageByPage() {
        List<Lineage> lineages = new ArrayList<>();
        for (String name : List.of("a", "a-b", "b", "golden")) {
            PipelineArn pipeline =
                    PipelineArn.parse("arn:aws:imagebuilder:us-east-1:123456789012:image-pipeline/" + name);
            ImageBuildArn loose =
                    ImageBuildArn.parse("arn:aws:imagebuilder:us-east-1:123456789012:image/" + name + "/1.0.0/1");
            ImageBuildArn inPipeline =
                    ImageBuildArn.parse("arn:aws:imagebuilder:us-east-1:123456789012:image/" + name + "/1.0.0/2");
            GoldenImages image = GoldenImages.build(1).to(EU, PROD);
            catalog.record(snapshot(0, image.named(inPipeline).of(pipeline)));
            catalog.record(snapshot(0, image.named(loose).withoutPipeline()));
            lineages.add(pipeline);
            lineages.add(loose.image());
        }
        catalog.record(snapshot(0, GoldenImages.build(9)));

        List<UsableLineage> walked =
                walk((Optional<Lineage> after) -> catalog.lineages(account(PROD), Optional.empty(), after, 3, 5));

        lineages.sort(Lineage.ORDER.reversed());
        assertThat(walked).extracting(UsableLineage::lineage).isEqualTo(lineages);
        assertThat(lineages(account(PROD))).isEqualTo(lineages);
    }

    private List<Lineage> lineages(Audience audience) {
        return catalog.lineages(audience, Optional.empty(), Optional.empty(), 100, 1).items().stream()
                .map(UsableLineage::lineage)
                .toList();
    }

    @Test
    void listsTheNewestBuildsOfEachLineageAsItsOwnListDoes() {
        List<PipelineArn> pipelines = new ArrayList<>();
        for (int p = 1; p <= 3; p++) {
            PipelineArn pipeline =
                    PipelineArn.parse("arn:aws:imagebuilder:us-east-1:123456789012:image-pipeline/p" + p);
            pipelines.add(pipeline);
            for (int n = 1; n <= 4 * p; n++) {
                GoldenImages image = GoldenImages.build(10 * p + n).of(pipeline);
                catalog.record(snapshot(0, n % 2 == 0 ? image.to(EU, PROD) : image.to(US, PROD)));
            }
        }

        for (Optional<Region> region : List.of(Optional.<Region>empty(), Optional.of(EU))) {
            for (int builds = 1; builds <= 13; builds++) {
                for (UsableLineage found : catalog.lineages(account(PROD), region, Optional.empty(), 100, builds)
                        .items()) {
                    List<UsableCopy> all = walk((Optional<BuildPosition> before) ->
                            catalog.usable(account(PROD), found.lineage(), region, before, 100));
                    List<UsableCopy> newest = found.newest().items();
                    assertThat(newest).isEqualTo(all.subList(0, Math.min(builds, all.size())));
                    assertThat(found.newest().next().isPresent() || newest.equals(all))
                            .isTrue();
                }
            }
        }
        assertThat(lineages(account(PROD))).hasSameElementsAs(pipelines);
    }

    @Test
    void listsOnlyTheBuildsThatReachARegion() {
        for (int n = 1; n <= 9; n++) {
            GoldenImages image = GoldenImages.build(n);
            catalog.record(snapshot(0, n % 3 == 0 ? image.to(EU, PROD).to(US, PROD) : image.to(US, PROD)));
        }
        catalog.record(snapshot(5, GoldenImages.build(6).to(US, PROD).without(EU, PROD)));

        List<UsableCopy> walked = walk((Optional<BuildPosition> before) ->
                catalog.usable(account(PROD), PIPELINE, Optional.of(EU), before, 1));

        assertThat(walked)
                .extracting(copy -> copy.recorded().build().arn())
                .containsExactly(
                        GoldenImages.build(9).arn(),
                        GoldenImages.build(6).arn(),
                        GoldenImages.build(3).arn());
        assertThat(catalog.usable(account(PROD), PIPELINE, Optional.of(new Region("eu-west-9")), Optional.empty(), 5))
                .isEqualTo(new ResultPage<UsableCopy, BuildPosition>(List.of(), Optional.empty()));
    }

    @Test
    void findsTheBuildOfAnAmi() {
        GoldenImages image = GoldenImages.fiveAmis(7);
        catalog.record(snapshot(0, image));

        assertThat(catalog.origin(image.ami(EU, PROD)))
                .contains(new AmiOrigin(image.ami(EU, PROD), image.arn(), new Copy(EU, PROD)));
        assertThat(catalog.origin(image.ami(EU, OWNER))).isEmpty();
    }

    private static ImageSnapshot snapshot(int minutes, GoldenImages image) {
        return ImageSnapshot.of(NOON.plusSeconds(60L * minutes), image.described());
    }

    private static Audience account(AccountId id) {
        return new Audience.Account(id);
    }

    private List<UsableCopy> usable(AccountId account) {
        return catalog.usable(account(account), PIPELINE, Optional.empty(), Optional.empty(), 10)
                .items();
    }

    private List<Integer> buildNumbers(Lineage lineage) {
        return numbers(catalog.builds(lineage, Optional.empty(), 100));
    }

    private static List<Integer> numbers(ResultPage<RecordedBuild, BuildPosition> page) {
        return page.items().stream()
                .map(build -> build.build().arn().build().value())
                .toList();
    }

    private static <T> T only(List<T> items) {
        assertThat(items).hasSize(1);
        return items.get(0);
    }

    private static <T, P> List<T> walk(Function<Optional<P>, ResultPage<T, P>> pages) {
        List<T> all = new ArrayList<>();
        Optional<P> from = Optional.empty();
        do {
            ResultPage<T, P> page = pages.apply(from);
            all.addAll(page.items());
            from = page.next();
        } while (from.isPresent());
        return all;
    }
}
