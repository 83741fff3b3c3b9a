package imagefanout.imagebuilder;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.util.SortedSet;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.imagebuilder.model.DistributionConfiguration;
import software.amazon.awssdk.services.imagebuilder.model.ImageRecipe;

class SdkJsonTest {
    @Test
    void findsNothingWhenTheModelKnowsEverySetting() {
        SortedSet<String> unknown = unknown("""
                {"arn":"a","type":"AMI","version":"1.0.0","tags":{"any":"x"},
                 "components":[{"componentArn":"c","parameters":[{"name":"p","value":["v"]}]}],
                 "blockDeviceMappings":[{"deviceName":"/dev/xvda","ebs":{"encrypted":true,"iops":100,"volumeType":"io9"},"noDevice":""}],
                 "additionalInstanceConfiguration":{"systemsManagerAgent":{"uninstallAfterBuild":false},"userDataOverride":"eA=="}}
                """, ImageRecipe.builder());

        assertThat(unknown).isEmpty();
    }

    @Test
    void namesEachSettingThatTheModelDoesNotKnow() {
        SortedSet<String> unknown = unknown("""
                {"future":1,"a/b":{},"gone":null,"components":[{},{"componentArn":"c","pinned":true,
                 "parameters":[{"name":"p","kind":"secret"}]}],
                 "blockDeviceMappings":[{"ebs":{"volumeInitializationRate":200}}],
                 "additionalInstanceConfiguration":{"cpu":{"cores":2}}}
                """, ImageRecipe.builder());

        assertThat(unknown)
                .containsExactly(
                        "/additionalInstanceConfiguration/cpu",
                        "/a~1b",
                        "/blockDeviceMappings/0/ebs/volumeInitializationRate",
                        "/components/1/parameters/0/kind",
                        "/components/1/pinned",
                        "/future");
    }

    @Test
    void checksEveryDistribution() {
        SortedSet<String> unknown = unknown("""
                {"distributions":[{"region":"us-east-1"},{"region":"eu-west-1","amiDistributionConfiguration":
                 {"amiTags":{"anything":"goes"},"launchPermission":{"userIds":[],"partners":["x"]}}}]}
                """, DistributionConfiguration.builder());

        assertThat(unknown).containsExactly("/distributions/1/amiDistributionConfiguration/launchPermission/partners");
    }

    @Test
    void namesAValueThatTheModelWouldChange() {
        SortedSet<String> unknown = unknown("""
                {"name":7,"tags":["x"],"components":{},"additionalInstanceConfiguration":"x",
                 "blockDeviceMappings":[{"ebs":{"volumeSize":8.5,"iops":99999999999,"encrypted":"yes"}}]}
                """, ImageRecipe.builder());

        assertThat(unknown)
                .containsExactly(
                        "/additionalInstanceConfiguration",
                        "/blockDeviceMappings/0/ebs/encrypted",
                        "/blockDeviceMappings/0/ebs/iops",
                        "/blockDeviceMappings/0/ebs/volumeSize",
                        "/components",
                        "/name",
                        "/tags");
    }

    private static SortedSet<String> unknown(String json, SdkPojo model) {
        try {
            return SdkJson.unknownTo(model, CanonicalJson.MAPPER.readTree(json));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(json, e);
        }
    }
}
