package imagefanout.testing.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import imagefanout.model.Digest;
import imagefanout.model.catalog.AmiOrigin;
import imagefanout.model.catalog.Hold;
import imagefanout.model.catalog.ImageCatalog;
import imagefanout.model.catalog.RecordedBuild;
import imagefanout.model.catalog.RecordedImage;
import imagefanout.model.catalog.Release;
import imagefanout.model.catalog.Retention;
import imagefanout.model.catalog.SnapshotOutcome;
import imagefanout.model.identity.Audience;
import imagefanout.model.identity.Copy;
import imagefanout.model.identity.ImageBuildArn;
import imagefanout.model.identity.Region;
import imagefanout.model.image.DescribedImage;
import imagefanout.model.image.ImageSnapshot;
import imagefanout.model.image.ImageState;
import imagefanout.model.image.LaunchPermission;
import imagefanout.testing.GoldenImages;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link Retention} promises. */
public abstract class RetentionContract {
    private static final Instant ASKED_AT = Instant.parse("2026-01-02T00:00:00Z");
    private static final Instant REMOVED_AT = Instant.parse("2027-01-02T00:00:00Z");
    private static final GoldenImages IMAGE = GoldenImages.fiveAmis(1);
    private static final ImageBuildArn BUILD = IMAGE.arn();

    private ImageCatalog catalog;
    private Retention retention;

    /** An empty catalog. */
    protected abstract ImageCatalog emptyCatalog();

    /** The retention under test, over the catalog. */
    protected abstract Retention retentionOf(ImageCatalog catalog);

    @BeforeEach
    final void begin() {
        catalog = emptyCatalog();
        retention = retentionOf(catalog);
    }

    @Test
    void expiresTheCopiesOfADeletedBuildAndKeepsItsDescription() {
        record(0, IMAGE);
        record(1, IMAGE.in(ImageState.DELETED));
        Optional<RecordedBuild> before = catalog.build(BUILD);

        boolean expired = retention.expireCopies(BUILD);

        assertThat(expired).isTrue();
        assertThat(catalog.build(BUILD)).isEqualTo(before);
        assertThat(catalog.image(BUILD).orElseThrow().fanOut().regions()).isEmpty();
        assertThat(catalog.origin(IMAGE.ami(GoldenImages.EU, GoldenImages.PROD)))
                .isEmpty();
        assertThat(catalog.builds(GoldenImages.PIPELINE, Optional.empty(), 10).items())
                .containsExactly(before.orElseThrow());
    }

    @Test
    void keepsTheAudiencesThatCouldEverLaunchABuild() {
        GoldenImages open = IMAGE.to(
                new Region("eu-west-2"), new LaunchPermission(Set.of(new Audience.Everyone())), GoldenImages.OWNER);
        record(0, open.in(ImageState.DELETED));

        retention.expireCopies(BUILD);

        assertThat(catalog.openedTo(GoldenImages.PIPELINE)).containsExactly(new Audience.Everyone());
    }

    @Test
    void expiresOnlyOnce() {
        record(0, IMAGE.in(ImageState.DELETED));
        retention.expireCopies(BUILD);

        boolean again = retention.expireCopies(BUILD);

        assertThat(again).isFalse();
    }

    @Test
    void keepsTheCopiesOfABuildThatIsNotDeleted() {
        record(0, IMAGE.in(ImageState.DEPRECATED));
        Optional<RecordedImage> before = catalog.image(BUILD);

        boolean expired = retention.expireCopies(BUILD);

        assertThat(expired).isFalse();
        assertThat(catalog.image(BUILD)).isEqualTo(before);
    }

    @Test
    void keepsTheCopiesOfAGoneBuild() {
        DescribedImage known = IMAGE.described();
        catalog.record(ImageSnapshot.of(
                ASKED_AT,
                new DescribedImage(known.build().gone(), known.distributions(), known.outputs(), known.failures())));
        Optional<RecordedImage> before = catalog.image(BUILD);

        boolean expired = retention.expireCopies(BUILD);

        assertThat(expired).isFalse();
        assertThat(catalog.image(BUILD)).isEqualTo(before);
    }

    @Test
    void returnsNothingForAnUnrecordedBuild() {
        boolean expired = retention.expireCopies(BUILD);

        assertThat(expired).isFalse();
        assertThat(catalog.build(BUILD)).isEmpty();
    }

    @Test
    void restoresTheCopiesOfABuildThatReturns() {
        record(0, IMAGE);
        Optional<RecordedImage> before = catalog.image(BUILD);
        record(1, IMAGE.in(ImageState.DELETED));
        retention.expireCopies(BUILD);

        record(2, IMAGE);

        assertThat(catalog.image(BUILD).map(RecordedImage::fanOut)).isEqualTo(before.map(RecordedImage::fanOut));
        assertThat(catalog.origin(IMAGE.ami(GoldenImages.EU, GoldenImages.PROD)))
                .contains(new AmiOrigin(
                        IMAGE.ami(GoldenImages.EU, GoldenImages.PROD),
                        BUILD,
                        new Copy(GoldenImages.EU, GoldenImages.PROD)));
        assertThat(catalog.builds(GoldenImages.PIPELINE, Optional.empty(), 10).items())
                .hasSize(1);
    }

    @Test
    void removesABuildWithEverythingThatIsRecordedOfIt() {
        record(0, IMAGE);
        record(0, GoldenImages.build(2));
        RecordedBuild before = recorded();

        Set<ImageBuildArn> removed = remove(before);

        assertThat(removed).containsExactly(BUILD);
        assertIsRemoved(before.summaryDigest());
        assertThat(catalog.builds(GoldenImages.PIPELINE, Optional.empty(), 10).items())
                .extracting(build -> build.build().arn())
                .containsExactly(GoldenImages.build(2).arn());
    }

    @Test
    void aRemovedBuildIsNotRecordedAgain() {
        record(0, IMAGE);
        remove(recorded());
        ImageSnapshot deprecated = ImageSnapshot.of(
                ASKED_AT.plusSeconds(60), IMAGE.in(ImageState.DEPRECATED).described());

        assertThat(catalog.record(ImageSnapshot.of(ASKED_AT, IMAGE.described())).outcome())
                .isEqualTo(SnapshotOutcome.UNCHANGED);
        assertThat(catalog.record(deprecated).outcome()).isEqualTo(SnapshotOutcome.UNCHANGED);
        assertIsRemoved(deprecated.summaryDigest());
        assertThat(catalog.record(ImageSnapshot.of(ASKED_AT, IMAGE.described())).outcome())
                .isEqualTo(SnapshotOutcome.SUPERSEDED);
        assertIsRemoved(deprecated.summaryDigest());
    }

    @Test
    void recordsAnotherBuildUnderTheArnOfARemovedOne() {
        record(0, IMAGE);
        remove(recorded());
        GoldenImages again = IMAGE.builtAgain();

        record(1, again);

        assertThat(catalog.image(BUILD).map(RecordedImage::fanOut))
                .contains(ImageSnapshot.of(ASKED_AT, again.described()).fanOut());
        assertThat(catalog.removedAt(BUILD)).isEmpty();
    }

    @Test
    void removesTheBuildsThatWereReplacedUnderTheArn() {
        record(0, IMAGE);
        record(1, IMAGE.builtAgain());

        remove(recorded());

        assertIsRemoved(catalog.summaries(Set.of(BUILD)).get(BUILD));
        assertThat(catalog.buildToRecord(BUILD)).isEmpty();
    }

    @Test
    void keepsABuildThatChangedSinceItWasRead() {
        record(0, IMAGE);
        RecordedBuild before = recorded();
        record(1, IMAGE.in(ImageState.DEPRECATED));

        assertThat(remove(before)).isEmpty();
        assertThat(catalog.build(BUILD)).isPresent();
    }

    @Test
    void keepsABuildThatIsOnHold() {
        record(0, IMAGE);
        RecordedBuild before = recorded();
        catalog.hold(BUILD, new Hold("breaks ssh", "ann", ASKED_AT));

        assertThat(remove(before)).isEmpty();
        assertThat(remove(recorded())).isEmpty();
        assertThat(catalog.image(BUILD)).isPresent();
    }

    @Test
    void keepsABuildThatAChannelNeedsByNow() {
        record(0, IMAGE);
        record(0, GoldenImages.build(2));
        Optional<RecordedImage> before = catalog.image(BUILD);

        Set<ImageBuildArn> removed = retention.remove(
                List.of(recorded(), catalog.build(GoldenImages.build(2).arn()).orElseThrow()),
                ASKED_AT,
                () -> Set.of(BUILD));

        assertThat(removed).containsExactly(GoldenImages.build(2).arn());
        assertThat(catalog.image(BUILD)).isEqualTo(before);
        assertThat(remove(recorded())).containsExactly(BUILD);
    }

    @Test
    void aRemovedBuildCannotBeHeld() {
        record(0, IMAGE);
        remove(recorded());

        assertThat(catalog.hold(BUILD, new Hold("breaks ssh", "ann", ASKED_AT))).isFalse();
        assertThat(catalog.release(BUILD, new Release("fixed", "ann", ASKED_AT)))
                .isFalse();
    }

    @Test
    void removesOnlyOnce() {
        record(0, IMAGE);
        RecordedBuild before = recorded();
        remove(before);
        retention.finishRemovals();

        assertThat(retention.expireCopies(BUILD)).isFalse();
        assertIsRemoved(before.summaryDigest());
    }

    private RecordedBuild recorded() {
        return catalog.build(BUILD).orElseThrow();
    }

    private Set<ImageBuildArn> remove(RecordedBuild build) {
        return retention.remove(List.of(build), REMOVED_AT, Set::of);
    }

    private void assertIsRemoved(Digest summary) {
        assertThat(catalog.build(BUILD)).isEmpty();
        assertThat(catalog.image(BUILD)).isEmpty();
        assertThat(catalog.builds(Set.of(BUILD))).isEmpty();
        assertThat(catalog.usable(
                                new Audience.Account(GoldenImages.PROD),
                                GoldenImages.PIPELINE,
                                Optional.empty(),
                                Optional.empty(),
                                10)
                        .items())
                .extracting(copy -> copy.recorded().build().arn())
                .doesNotContain(BUILD);
        assertThat(catalog.origin(IMAGE.ami(GoldenImages.EU, GoldenImages.PROD)))
                .isEmpty();
        assertThat(catalog.removedAt(BUILD)).contains(REMOVED_AT);
        assertThat(catalog.summaries(Set.of(BUILD))).isEqualTo(Map.of(BUILD, summary));
    }

    private void record(int minute, GoldenImages image) {
        catalog.record(ImageSnapshot.of(ASKED_AT.plusSeconds(60L * minute), image.described()));
    }
}
