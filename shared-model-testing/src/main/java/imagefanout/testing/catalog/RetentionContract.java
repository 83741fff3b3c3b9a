package imagefanout.testing.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import imagefanout.model.catalog.AmiOrigin;
import imagefanout.model.catalog.ImageCatalog;
import imagefanout.model.catalog.RecordedBuild;
import imagefanout.model.catalog.RecordedImage;
import imagefanout.model.catalog.Retention;
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
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link Retention} promises. */
public abstract class RetentionContract {
    private static final Instant ASKED_AT = Instant.parse("2026-01-02T00:00:00Z");
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

    private void record(int minute, GoldenImages image) {
        catalog.record(ImageSnapshot.of(ASKED_AT.plusSeconds(60L * minute), image.described()));
    }
}
