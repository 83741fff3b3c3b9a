package imagefanout.model.image;

import static imagefanout.testing.GoldenImages.EU;
import static imagefanout.testing.GoldenImages.OWNER;
import static imagefanout.testing.GoldenImages.PROD;
import static imagefanout.testing.GoldenImages.SANDBOX;
import static imagefanout.testing.GoldenImages.US;
import static org.assertj.core.api.Assertions.assertThat;

import imagefanout.model.identity.AmiId;
import imagefanout.model.identity.Audience;
import imagefanout.model.identity.Copy;
import imagefanout.model.identity.Region;
import imagefanout.testing.GoldenImages;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CopyComparisonTest {
    private static final LaunchPermission PERMISSION = new LaunchPermission(Set.of(new Audience.Account(SANDBOX)));
    private static final Copy HOME = new Copy(US, OWNER);

    @ParameterizedTest
    @EnumSource(
            value = ImageState.class,
            names = {"FAILED", "CANCELLED"})
    void sharesNothingOfABuildThatStoppedAndGivesNoReason(ImageState state) {
        RegionFanOut us = region(US, GoldenImages.build(1).to(US, PERMISSION).in(state));

        assertThat(us.offered(OWNER)).isPresent();
        assertThat(us.sharedBy(OWNER)).isEqualTo(LaunchPermission.NONE);
        assertThat(us.sharingFailure()).contains("The build is " + state + ".");
    }

    @Test
    void sharesWhereOnlyTheSharingInAnotherRegionFailed() {
        GoldenImages image = GoldenImages.build(1)
                .to(US, PERMISSION)
                .to(EU, PERMISSION)
                .in(ImageState.FAILED)
                .because("1) No key. to the destination account (ID: " + OWNER + ") in Region eu-west-1.");

        assertThat(region(US, image).sharedBy(OWNER)).isEqualTo(PERMISSION);
        assertThat(region(EU, image).sharedBy(OWNER)).isEqualTo(LaunchPermission.NONE);
    }

    @Test
    void sharesWhereOnlyTheCopyOfATargetAccountFailed() {
        RegionFanOut us =
                region(US, GoldenImages.build(1).to(US, PERMISSION, PROD).failedFor(US, PROD));

        assertThat(us.gaps()).containsOnlyKeys(PROD);
        assertThat(us.sharedBy(OWNER)).isEqualTo(PERMISSION);
    }

    @Test
    void showsTheSettingsOfARegionThatGetsNoAmi() {
        Settings settings = new Settings("{\"containerDistributionConfiguration\":{}}");
        Distribution containers = new Distribution(EU, false, Set.of(), LaunchPermission.NONE, settings);

        RegionFanOut eu = FanOut.of(described(List.of(containers), available(HOME, 1)))
                .regions()
                .get(EU);

        assertThat(eu.settings()).contains(settings);
        assertThat(eu.counts()).isEqualTo(Counts.NONE);
    }

    @Test
    void namesAtMostTenOfSeveralAmisAndShowsThatThereAreMore() {
        String ten = gap(10);
        String eleven = gap(11);

        assertThat(ten).contains(" 10 AMIs ").endsWith(id(10).value());
        assertThat(eleven)
                .contains(" 11 AMIs ")
                .endsWith(id(10).value() + ", …")
                .doesNotContain(id(11).value());
    }

    @Test
    void offersAnAmiThatIsListedAsAvailableToo() {
        RegionFanOut us = FanOut.of(described(
                        List.of(),
                        new OutputAmi(HOME, id(1), ImageState.FAILED, Optional.of("The first attempt failed.")),
                        available(HOME, 1)))
                .regions()
                .get(US);

        assertThat(us.offered(OWNER)).contains(id(1));
        assertThat(us.withheld()).isEmpty();
    }

    @Test
    void keepsTheWithheldAmisOfARegionThatIsNoLongerNamed() {
        FanOut earlier = FanOut.of(
                GoldenImages.build(1).to(EU, PROD).withTwoAmis(EU, PROD).described());
        FanOut later = FanOut.of(GoldenImages.build(1).described());
        AmiId withheld = GoldenImages.build(1).ami(EU, PROD);

        FanOut kept = later.keeping(earlier);

        assertThat(earlier.regions().get(EU).amis()).isEmpty();
        assertThat(kept.has(withheld, new Copy(EU, PROD))).isTrue();
        assertThat(kept.regions().get(EU).offered(PROD)).isEmpty();
    }

    @Test
    void keepsNoRegionThatNeverHadAnAmi() {
        FanOut earlier =
                FanOut.of(GoldenImages.build(1).to(EU, PROD).failedFor(EU, PROD).described());
        FanOut later = FanOut.of(GoldenImages.build(1).described());

        assertThat(earlier.regions()).containsOnlyKeys(EU, US);
        assertThat(later.keeping(earlier)).isEqualTo(later);
    }

    private static RegionFanOut region(Region region, GoldenImages image) {
        return FanOut.of(image.described()).regions().get(region);
    }

    /** Why the owner has no AMI although the build lists that many. */
    private static String gap(int amis) {
        OutputAmi[] outputs = IntStream.rangeClosed(1, amis)
                .mapToObj(number -> available(HOME, number))
                .toArray(OutputAmi[]::new);
        return FanOut.of(described(List.of(), outputs))
                .regions()
                .get(US)
                .gaps()
                .get(OWNER)
                .orElseThrow();
    }

    private static DescribedImage described(List<Distribution> distributions, OutputAmi... outputs) {
        return new DescribedImage(GoldenImages.build(1).described().build(), distributions, List.of(outputs), Map.of());
    }

    private static OutputAmi available(Copy copy, int number) {
        return new OutputAmi(copy, id(number), ImageState.AVAILABLE, Optional.empty());
    }

    private static AmiId id(int number) {
        return new AmiId("ami-%017x".formatted(number));
    }
}
