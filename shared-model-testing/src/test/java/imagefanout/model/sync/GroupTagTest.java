package imagefanout.model.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import imagefanout.model.MalformedException;
import imagefanout.model.distribution.GroupTag;
import imagefanout.model.identity.DistributionConfigurationArn;
import imagefanout.model.registry.Group;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GroupTagTest {
    @ParameterizedTest
    @ValueSource(strings = {"prod sandbox", "sandbox prod", " prod  sandbox ", "prod sandbox prod"})
    void readsGroupsFromATag(String value) {
        assertThat(GroupTag.parse(value).groups()).containsExactly(new Group("prod"), new Group("sandbox"));
        assertThat(GroupTag.parse(value).value()).isEqualTo("prod sandbox");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "prod,sandbox", "prod;sandbox", "prod\tsandbox"})
    void refusesATagWithoutReadableGroups(String value) {
        assertThatThrownBy(() -> GroupTag.parse(value)).isInstanceOf(MalformedException.class);
    }

    @Test
    void writesNoTagThatIsTooLong() {
        assertThat(GroupTag.parse("a".repeat(127) + " " + "b".repeat(128)).value())
                .hasSize(256);
        assertThatThrownBy(() ->
                        GroupTag.parse("a".repeat(128) + " " + "b".repeat(128)).value())
                .isInstanceOf(MalformedException.class);
    }

    @Test
    void readsTheArnOfAConfiguration() {
        String arn = "arn:aws-cn:imagebuilder:cn-north-1:123456789012:distribution-configuration/every-where_1";

        assertThat(DistributionConfigurationArn.parse(arn)).hasToString(arn);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "everywhere",
                "arn:aws:imagebuilder:us-east-1:123456789012:image-pipeline/everywhere",
                "arn:aws:imagebuilder:us-east-1:123456789012:distribution-configuration/every/where",
                "arn:aws:imagebuilder:us-east-1:12345678901:distribution-configuration/everywhere"
            })
    void refusesInvalidConfigurationArns(String arn) {
        assertThatThrownBy(() -> DistributionConfigurationArn.parse(arn)).isInstanceOf(MalformedException.class);
    }
}
