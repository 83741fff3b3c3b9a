package imagefanout.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import imagefanout.model.identity.AccountId;
import imagefanout.model.identity.AmiId;
import imagefanout.model.identity.AwsPartition;
import imagefanout.model.identity.BuildNumber;
import imagefanout.model.identity.ImageArn;
import imagefanout.model.identity.ImageBuildArn;
import imagefanout.model.identity.ImageVersionArn;
import imagefanout.model.identity.Lineage;
import imagefanout.model.identity.PipelineArn;
import imagefanout.model.identity.Region;
import imagefanout.model.identity.SemanticVersion;
import imagefanout.model.image.BuildPosition;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class ValuesTest {
    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "12345678901", "1234567890123", "12345678901a", " 123456789012", "123456789012\n"})
    void refusesInvalidAccountIds(String text) {
        assertThatThrownBy(() -> new AccountId(text))
                .isInstanceOf(MalformedException.class)
                .hasMessageContaining("12 digits");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"us-east-1", "us-gov-west-1", "us-iso-east-1", "ap-southeast-7", "eusc-de-east-1", "cn-north-1"})
    void acceptsTheRegionsOfEveryPartition(String text) {
        assertThat(new Region(text)).hasToString(text);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "useast1", "us-east", "US-EAST-1", "us-east-1a", "us_east_1", "us-east-123"})
    void refusesInvalidRegions(String text) {
        assertThatThrownBy(() -> new Region(text)).isInstanceOf(MalformedException.class);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "ami-", "ami-0123456", "ami-0123456789ABCDEF0", "snap-0123456789abcdef0"})
    void refusesInvalidAmiIds(String text) {
        assertThatThrownBy(() -> new AmiId(text)).isInstanceOf(MalformedException.class);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                "arn:aws:imagebuilder:us-east-1:123456789012:image/golden/1.0.0",
                "arn:aws:imagebuilder:us-east-1:123456789012:image/golden/1.0.0/0",
                "arn:aws:imagebuilder:us-east-1:123456789012:image/golden/1.0.0/x",
                "arn:aws:imagebuilder:us-east-1:123456789012:image/golden/1.0/1",
                "arn:aws:imagebuilder:us-east-1:123456789012:image/golden/1.0.0/1/1",
                "arn:aws:imagebuilder:us-east-1:123456789012:image/Golden/1.0.0/1",
                "arn:aws:imagebuilder:us-east-1:aws:image/amazon-linux/1.0.0/1",
                "arn:aws:imagebuilder::123456789012:image/golden/1.0.0/1",
                "arn:aws:ec2:us-east-1:123456789012:image/golden/1.0.0/1",
                "arn:aws:imagebuilder:us-east-1:123456789012:image/golden/1.0.0/99999999999",
                "arn:aws:imagebuilder:us-nowhere-1:123456789012:image/golden/1.0.0/1",
                "arn:aws:imagebuilder:aws-global:123456789012:image/golden/1.0.0/1",
                "arn:aws:imagebuilder:cn-north-1:123456789012:image/golden/1.0.0/1",
                "arn:aws:imagebuilder:us-gov-west-1:123456789012:image/golden/1.0.0/1",
                "arn:aws-cn:imagebuilder:us-east-1:123456789012:image/golden/1.0.0/1",
                "arn:aws-nowhere:imagebuilder:us-east-1:123456789012:image/golden/1.0.0/1"
            })
    void refusesInvalidImageBuildArns(String text) {
        assertThatThrownBy(() -> ImageBuildArn.parse(text)).isInstanceOf(MalformedException.class);
    }

    @Test
    void refusesEveryPipelineWhosePartitionIsNotThatOfItsRegion() {
        for (AwsPartition named : AwsPartition.values()) {
            for (AwsPartition of : AwsPartition.values()) {
                assertThat(of.regions()).isNotEmpty();
                for (String region : of.regions()) {
                    String text =
                            "arn:" + named.id() + ":imagebuilder:" + region + ":123456789012:image-pipeline/golden";
                    if (named == of) {
                        assertThat(PipelineArn.parse(text)).hasToString(text);
                    } else {
                        assertThatThrownBy(() -> PipelineArn.parse(text))
                                .isInstanceOf(MalformedException.class)
                                .hasMessageContaining("a Region of the ARN's partition");
                    }
                }
            }
        }
    }

    @Test
    void readsEveryPartOfAnImageBuild() {
        String text = "arn:aws-us-gov:imagebuilder:us-gov-west-1:123456789012:image/golden_linux-2/10.2.1073741823/31";

        ImageBuildArn arn = ImageBuildArn.parse(text);

        assertThat(arn).hasToString(text);
        assertThat(arn.region()).isEqualTo(new Region("us-gov-west-1"));
        assertThat(arn.account()).isEqualTo(new AccountId("123456789012"));
        assertThat(arn.name()).isEqualTo("golden_linux-2");
        assertThat(arn.version()).isEqualTo(new SemanticVersion(10, 2, 1073741823));
        assertThat(arn.build()).isEqualTo(new BuildNumber(31));
    }

    @Test
    void distinguishesPipelinesAndImages() {
        String pipeline = "arn:aws:imagebuilder:us-east-1:123456789012:image-pipeline/golden";
        String image = "arn:aws:imagebuilder:us-east-1:123456789012:image/golden";

        assertThat(Lineage.parse(pipeline)).isInstanceOf(PipelineArn.class).hasToString(pipeline);
        assertThat(Lineage.parse(image)).isInstanceOf(ImageArn.class).hasToString(image);
    }

    @Test
    void ordersVersionsByNumberNotByText() {
        assertThat(SemanticVersion.parse("1.10.0")).isGreaterThan(SemanticVersion.parse("1.9.9"));
    }

    @Test
    void ordersBuildsByDateAndThenByVersion() {
        Instant noon = Instant.parse("2026-01-05T12:00:00Z");
        SemanticVersion one = SemanticVersion.parse("1.0.0");
        SemanticVersion two = SemanticVersion.parse("2.0.0");

        assertThat(position(noon.plusMillis(1), one, 1)).isGreaterThan(position(noon, two, 1));
        assertThat(position(noon, two, 1)).isGreaterThan(position(noon, one, 12));
        assertThat(position(noon, one, 12)).isGreaterThan(position(noon, one, 2));
    }

    private static BuildPosition position(Instant createdAt, SemanticVersion version, int build) {
        return new BuildPosition(createdAt, version, new BuildNumber(build), "a");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "arn:aws:imagebuilder:us-east-1:123456789012:image/date-version/2019.12.03/5",
                "arn:aws:imagebuilder:us-east-1:123456789012:image/date-version/2019.12.3/5",
                "arn:aws:imagebuilder:us-east-1:123456789012:image/date-version/0.0.00000000000001/1",
                "arn:aws:imagebuilder:us-east-1:123456789012:image/date-version/01.02.03/01"
            })
    void keepsEveryDigitOfAnArn(String text) {
        ImageBuildArn arn = ImageBuildArn.parse(text);

        assertThat(arn).hasToString(text);
        assertThat(arn.imageVersion()).hasToString(text.substring(0, text.lastIndexOf('/')));
        assertThat(ImageVersionArn.parse(arn.imageVersion().toString())).isEqualTo(arn.imageVersion());
    }

    @Test
    void distinguishesTwoSpellingsOfOneNumber() {
        SemanticVersion padded = SemanticVersion.parse("2019.12.03");
        SemanticVersion plain = SemanticVersion.parse("2019.12.3");

        assertThat(padded).isNotEqualTo(plain);
        assertThat(padded.compareTo(plain)).isNotZero();
        assertThat(padded.isNewerThan(plain) || plain.isNewerThan(padded)).isFalse();
        assertThat(new BuildNumber("01")).isNotEqualTo(new BuildNumber(1));
        assertThat(new BuildNumber("01").compareTo(new BuildNumber(1))).isNotZero();
    }

    @Test
    void sortsVersionsWithLeadingZerosByNumber() {
        assertThat(Stream.of("2019.12.03", "2019.12.10", "2019.2.28", "02019.11.30", "2019.12.9")
                        .map(SemanticVersion::parse)
                        .sorted())
                .extracting(SemanticVersion::text)
                .containsExactly("2019.2.28", "02019.11.30", "2019.12.03", "2019.12.9", "2019.12.10");
        assertThat(SemanticVersion.parse("2019.07.03").nextPatch()).hasToString("2019.07.4");
    }

    @Test
    void shortensTheTextInItsMessage() {
        MalformedException refusal = new MalformedException("an account id", "x".repeat(10_000) + "\n");

        assertThat(refusal.getMessage()).hasSizeLessThan(300).doesNotContain("\n");
    }
}
