package imagefanout.testing.image;

import static imagefanout.testing.GoldenImages.EU;
import static imagefanout.testing.GoldenImages.OWNER;
import static imagefanout.testing.GoldenImages.PROD;
import static imagefanout.testing.GoldenImages.SANDBOX;
import static imagefanout.testing.GoldenImages.US;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import imagefanout.model.identity.Audience;
import imagefanout.model.identity.Copy;
import imagefanout.model.identity.ImageBuildArn;
import imagefanout.model.identity.Region;
import imagefanout.model.image.DescribedImage;
import imagefanout.model.image.Distribution;
import imagefanout.model.image.ImageBuilder;
import imagefanout.model.image.ImageBuilderException;
import imagefanout.model.image.ImageState;
import imagefanout.model.image.ImageType;
import imagefanout.model.image.LaunchPermission;
import imagefanout.model.image.OutputAmi;
import imagefanout.model.image.UnknownResourceException;
import imagefanout.testing.GoldenImages;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What every {@link ImageBuilder} promises. */
public abstract class ImageBuilderContract {
    protected abstract ImageBuilder imageBuilder();

    /**
     * Creates a finished build with this ARN, pipeline, recipe and distribution, and without the image's missing copies. IDs,
     * dates and descriptive texts may differ.
     */
    protected abstract void given(GoldenImages image);

    @Test
    void describesABuildWithItsRecipeAndItsPipeline() {
        GoldenImages golden = GoldenImages.fiveAmis(1);
        given(golden);

        DescribedImage image = imageBuilder().describe(golden.arn());

        assertThat(image.build().arn()).isEqualTo(golden.arn());
        assertThat(image.build().type()).isEqualTo(ImageType.AMI);
        assertThat(image.build().state()).isEqualTo(ImageState.AVAILABLE);
        assertThat(image.build().reason()).isEmpty();
        assertThat(image.build().pipeline()).contains(GoldenImages.PIPELINE);
        assertThat(image.build().recipe()).isEqualTo(golden.described().build().recipe());
        assertThat(image.build().distributionConfigurationArn())
                .isEqualTo(golden.described().build().distributionConfigurationArn());
    }

    @Test
    void describesEveryCopyOnce() {
        GoldenImages golden = GoldenImages.fiveAmis(1);
        given(golden);

        DescribedImage image = imageBuilder().describe(golden.arn());

        assertThat(image.outputs())
                .extracting(OutputAmi::copy)
                .containsExactlyInAnyOrder(
                        new Copy(US, OWNER),
                        new Copy(US, PROD),
                        new Copy(US, SANDBOX),
                        new Copy(EU, PROD),
                        new Copy(EU, SANDBOX));
        assertThat(image.outputs()).extracting(OutputAmi::ami).doesNotHaveDuplicates();
        assertThat(image.failures()).isEmpty();
    }

    @Test
    void describesTargetAccountsAndLaunchPermissions() {
        LaunchPermission permission = new LaunchPermission(Set.of(
                new Audience.Account(PROD),
                new Audience.Everyone(),
                new Audience.Organization("arn:aws:organizations::123456789012:organization/o-abcdefghij"),
                new Audience.OrganizationalUnit(
                        "arn:aws:organizations::123456789012:ou/o-abcdefghij/ou-abcd-abcdefgh")));
        GoldenImages golden = GoldenImages.build(1).to(US, PROD, SANDBOX).to(EU, permission);
        given(golden);

        Map<Region, Distribution> distributions = imageBuilder().describe(golden.arn()).distributions().stream()
                .collect(Collectors.toMap(Distribution::region, distribution -> distribution));

        assertThat(distributions).containsOnlyKeys(US, EU);
        assertThat(distributions.get(US).makesAmi()).isTrue();
        assertThat(distributions.get(US).targetAccounts()).containsExactlyInAnyOrder(PROD, SANDBOX);
        assertThat(distributions.get(US).launchPermission()).isEqualTo(LaunchPermission.NONE);
        assertThat(distributions.get(EU).targetAccounts()).isEmpty();
        assertThat(distributions.get(EU).launchPermission()).isEqualTo(permission);
    }

    @Test
    void describesTheCopiesThatSucceededWhenOneFailed() {
        GoldenImages golden = GoldenImages.fiveAmis(1).failedFor(EU, SANDBOX);
        given(golden);

        DescribedImage image = imageBuilder().describe(golden.arn());

        assertThat(image.build().state()).isEqualTo(ImageState.FAILED);
        assertThat(image.build().reason()).isPresent();
        assertThat(image.outputs()).hasSize(4).extracting(OutputAmi::copy).doesNotContain(new Copy(EU, SANDBOX));
    }

    @Test
    void givesTheSameAnswerTwice() {
        GoldenImages golden = GoldenImages.fiveAmis(1);
        given(golden);

        List<DescribedImage> twice =
                List.of(imageBuilder().describe(golden.arn()), imageBuilder().describe(golden.arn()));

        assertThat(twice.get(0)).isEqualTo(twice.get(1));
    }

    @Test
    void returnsNothingForAnUnknownConfiguration() {
        given(GoldenImages.fiveAmis(1));
        ImageBuildArn other = GoldenImages.fiveAmis(2).arn();

        assertThatThrownBy(() -> imageBuilder().describe(other))
                .isInstanceOf(UnknownResourceException.class)
                .isInstanceOf(ImageBuilderException.class)
                .hasMessageContaining(other.toString());
    }
}
