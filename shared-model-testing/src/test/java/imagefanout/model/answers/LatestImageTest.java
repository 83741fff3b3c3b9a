package imagefanout.model.answers;

import static imagefanout.testing.GoldenImages.EU;
import static imagefanout.testing.GoldenImages.PIPELINE;
import static imagefanout.testing.GoldenImages.PROD;
import static imagefanout.testing.GoldenImages.SANDBOX;
import static imagefanout.testing.GoldenImages.US;
import static org.assertj.core.api.Assertions.assertThat;

import imagefanout.model.answers.Latest.LatestAmi;
import imagefanout.model.catalog.Hold;
import imagefanout.model.catalog.OfferPolicy;
import imagefanout.model.identity.AmiId;
import imagefanout.model.identity.Audience;
import imagefanout.model.identity.Copy;
import imagefanout.model.identity.Region;
import imagefanout.model.image.DescribedImage;
import imagefanout.model.image.ImageSnapshot;
import imagefanout.model.image.ImageState;
import imagefanout.model.image.LaunchPermission;
import imagefanout.testing.GoldenImages;
import imagefanout.testing.catalog.InMemoryImageCatalog;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class LatestImageTest {
    private static final Audience EVERYONE = new Audience.Everyone();
    private static final LaunchPermission PUBLIC = new LaunchPermission(Set.of(EVERYONE));

    private final InMemoryImageCatalog catalog = new InMemoryImageCatalog();

    @Test
    void stopsAtTheFirstBuildWithACopyInTheRegion() {
        for (int number = 1; number <= 9; number++) {
            recorded(GoldenImages.fiveAmis(number));
        }

        Latest latest = latest(Optional.of(US), Set.of());

        assertThat(latest.amis().get(US).recorded().build().arn())
                .isEqualTo(GoldenImages.build(9).arn());
        assertThat(latest.amis()).containsOnlyKeys(US);
        assertThat(latest.lookedBackTo())
                .contains(GoldenImages.build(9).described().build().createdAt());
    }

    @Test
    void readsOnlyFiveBuildsForAllRegions() {
        recorded(GoldenImages.build(1).to(EU, PROD));
        for (int number = 2; number <= 6; number++) {
            recorded(GoldenImages.build(number).to(US, PROD));
        }

        assertThat(latest(Optional.empty(), Set.of()).amis()).containsOnlyKeys(US);
        assertThat(latest(Optional.empty(), Set.of()).lookedBackTo())
                .contains(GoldenImages.build(2).described().build().createdAt());
        assertThat(latest(Optional.of(EU), Set.of()).amis()).containsOnlyKeys(EU);
    }

    @Test
    void findsRegionsAmongTheNewestFiveBuilds() {
        recorded(GoldenImages.build(1).to(EU, PROD));
        for (int number = 2; number <= 5; number++) {
            recorded(GoldenImages.build(number).to(US, PROD));
        }

        Latest latest = latest(Optional.empty(), Set.of());

        assertThat(latest.amis()).containsOnlyKeys(US, EU);
        assertThat(latest.lookedBackTo()).isEmpty();
    }

    @Test
    void readsMoreThanFiveBuildsUntilOneHasACopy() {
        recorded(GoldenImages.build(1).to(US, PROD));
        for (int number = 2; number <= 8; number++) {
            recorded(GoldenImages.build(number).to(US, PROD).in(ImageState.DEPRECATED));
        }

        Latest latest = latest(Optional.empty(), Set.of());

        assertThat(latest.amis().get(US).recorded().build().arn())
                .isEqualTo(GoldenImages.build(1).arn());
        assertThat(latest.lookedBackTo()).isEmpty();
    }

    @Test
    void mergesTheCopiesOfOneBuildFromSeveralAudiences() {
        recorded(GoldenImages.build(1).to(US, PUBLIC, SANDBOX));
        recorded(GoldenImages.build(2).to(US, PROD).to(EU, PUBLIC, SANDBOX, GoldenImages.OWNER));

        Latest latest = latest(Optional.empty(), Set.of(EVERYONE));

        assertThat(latest.amis().get(US).access()).isEqualTo(Access.OWNED);
        assertThat(latest.amis().get(EU).access()).isEqualTo(Access.SHARED);
        assertThat(latest.amis().values()).allMatch(ami -> ami.recorded()
                .build()
                .arn()
                .equals(GoldenImages.build(2).arn()));
        assertThat(latest.lookedBackTo()).isEmpty();
    }

    @Test
    void reportsThatEveryBuildWithACopyIsDeleted() {
        recorded(GoldenImages.build(1).to(US, PROD).in(ImageState.DELETED));
        assertThat(latest(Optional.of(US), Set.of()).deleted()).isTrue();
        assertThat(latest(Optional.of(EU), Set.of()).deleted()).isFalse();

        recorded(GoldenImages.build(2).to(US, PROD).in(ImageState.DISABLED));
        assertThat(latest(Optional.of(US), Set.of()).deleted()).isFalse();
    }

    @Test
    void offersAGoneBuildThatWasAvailableOnlyOnRequest() {
        recorded(GoldenImages.build(1).to(US, PROD));
        GoldenImages gone = GoldenImages.build(2).to(US, PROD);
        DescribedImage described = gone.described();
        catalog.record(ImageSnapshot.of(
                described.build().createdAt(),
                new DescribedImage(
                        described.build().gone(), described.distributions(), described.outputs(), Map.of())));

        Latest withoutGone = latest(Optional.of(US), Set.of());
        Latest withGone = new LatestImage(catalog, OfferPolicy.AVAILABLE_OR_GONE)
                .of(PIPELINE, PROD, Set.of(), Optional.of(US), Optional.empty());

        assertThat(withoutGone.amis().get(US).ami())
                .isEqualTo(GoldenImages.build(1).to(US, PROD).ami(US, PROD));
        assertThat(withGone.amis().get(US).ami()).isEqualTo(gone.ami(US, PROD));
        assertThat(withoutGone.gone()).as("an older build is offered").isFalse();
        catalog.hold(GoldenImages.build(1).arn(), new Hold("breaks ssh", "jane", Instant.EPOCH));
        assertThat(latest(Optional.of(US), Set.of()).gone()).isTrue();
    }

    @Test
    void listsTheBuildsWithACopyThatAreNotOffered() {
        recorded(GoldenImages.build(1).to(US, PROD));
        recorded(GoldenImages.build(2).to(EU, PROD).in(ImageState.FAILED));
        recorded(GoldenImages.build(3).to(US, PROD));
        recorded(GoldenImages.build(4).to(US, SANDBOX));
        catalog.hold(GoldenImages.build(3).arn(), new Hold("breaks ssh", "jane", Instant.EPOCH));

        assertThat(latest(Optional.of(US), Set.of()).skipped())
                .extracting(build -> build.build().arn())
                .containsExactly(GoldenImages.build(3).arn());
        assertThat(latest(Optional.empty(), Set.of()).skipped())
                .extracting(build -> build.build().arn())
                .containsExactly(
                        GoldenImages.build(3).arn(), GoldenImages.build(2).arn());
    }

    @Test
    void comparesACopyWithTheBuildsThatReachedItsAccountAndRegion() {
        for (int number = 1; number <= 130; number++) {
            recorded(GoldenImages.build(number).to(US, PROD));
        }
        recorded(GoldenImages.build(131).to(US, SANDBOX));
        recorded(GoldenImages.build(132).to(EU, PROD));
        recorded(GoldenImages.build(133).to(US, PROD).in(ImageState.DISABLED));

        assertThat(compared(130).behind()).contains(behindBy(0, false, 0, 130));
        assertThat(compared(130).latest()).map(LatestAmi::ami).contains(ami(130));
        assertThat(compared(133).behind()).isEmpty();
        assertThat(compared(133).latest()).map(LatestAmi::ami).contains(ami(130));
        assertThat(compared(34).behind()).contains(behindBy(96, false, 4, 34));
        assertThat(compared(32).behind()).as("found by the last read").contains(behindBy(98, false, 4, 32));
        assertThat(compared(31).behind()).as("not found").contains(behindBy(99, true, 4, 31));
        assertThat(compared(20).behind()).contains(behindBy(99, true, 4, 20));
    }

    @Test
    void comparesACopyWithSharedBuilds() {
        recorded(GoldenImages.build(1).to(US, PROD));
        recorded(GoldenImages.build(2).to(US, PUBLIC, SANDBOX));

        assertThat(compared(1).behind()).contains(behindBy(1, false, 0, 1));
        assertThat(compared(1).latest())
                .map(LatestAmi::ami)
                .contains(GoldenImages.build(2).ami(US, GoldenImages.OWNER));
    }

    private LatestImage.Comparison compared(int number) {
        return new LatestImage(catalog, OfferPolicy.AVAILABLE_ONLY)
                .compare(GoldenImages.build(number).described().build(), new Copy(US, PROD), Set.of(EVERYONE));
    }

    private static AmiId ami(int number) {
        return GoldenImages.build(number).ami(US, PROD);
    }

    private static Behind behindBy(int builds, boolean atLeast, int days, int has) {
        return new Behind(
                builds,
                atLeast,
                OptionalLong.of(days),
                Optional.of(GoldenImages.build(has).arn()),
                Optional.empty());
    }

    private Latest latest(Optional<Region> region, Set<Audience> memberships) {
        return new LatestImage(catalog, OfferPolicy.AVAILABLE_ONLY)
                .of(PIPELINE, PROD, memberships, region, Optional.empty());
    }

    private void recorded(GoldenImages image) {
        catalog.record(ImageSnapshot.of(image.described().build().createdAt(), image.described()));
    }
}
