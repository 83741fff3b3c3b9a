package imagefanout.localfleet.story;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import software.amazon.awssdk.services.imagebuilder.ImagebuilderClient;
import software.amazon.awssdk.services.imagebuilder.model.ComponentConfiguration;
import software.amazon.awssdk.services.imagebuilder.model.Distribution;
import software.amazon.awssdk.services.imagebuilder.model.EbsVolumeType;
import software.amazon.awssdk.services.imagebuilder.model.InstanceBlockDeviceMapping;

/** The resources of one pipeline: recipe, infrastructure configuration, distribution configuration. */
final class GoldenLinux {
    static final String NAME = "golden-linux";
    static final String OWNER = "123456789012";
    static final String PROD = "111111111111";
    static final String STAGE = "222222222222";
    static final String SANDBOX = "333333333333";

    /** The target accounts by Region. The owner gets an AMI in the Region of the build as well. */
    static final Map<String, List<String>> TARGETS = new TreeMap<>(Map.of(
            "us-east-1", List.of(PROD, STAGE, SANDBOX),
            "eu-west-1", List.of(PROD, STAGE, SANDBOX),
            "ap-southeast-2", List.of(PROD, STAGE)));

    private GoldenLinux() {}

    /** The new pipeline's ARN. */
    static String setUp(ImagebuilderClient imageBuilder, String topicArn) {
        String infrastructure = imageBuilder
                .createInfrastructureConfiguration(r -> r.name("builders")
                        .instanceProfileName("EC2InstanceProfileForImageBuilder")
                        .snsTopicArn(topicArn)
                        .clientToken(token()))
                .infrastructureConfigurationArn();
        return imageBuilder
                .createImagePipeline(r -> r.name(NAME)
                        .imageRecipeArn(recipe(imageBuilder))
                        .infrastructureConfigurationArn(infrastructure)
                        .distributionConfigurationArn(distribution(imageBuilder))
                        .executionRole("golden-linux-builds")
                        .clientToken(token()))
                .imagePipelineArn();
    }

    private static String recipe(ImagebuilderClient imageBuilder) {
        return imageBuilder
                .createImageRecipe(r -> r.name(NAME)
                        .semanticVersion("1.0.0")
                        .parentImage("arn:aws:imagebuilder:us-east-1:aws:image/amazon-linux-2023-x86/x.x.x")
                        .components(ComponentConfiguration.builder()
                                .componentArn("arn:aws:imagebuilder:us-east-1:aws:component/update-linux/x.x.x")
                                .build())
                        .blockDeviceMappings(
                                volume("/dev/xvda", EbsVolumeType.GP3, 20, 3_000),
                                volume("/dev/sdf", EbsVolumeType.IO2, 100, 4_000))
                        .clientToken(token()))
                .imageRecipeArn();
    }

    private static String distribution(ImagebuilderClient imageBuilder) {
        List<Distribution> everywhere = TARGETS.entrySet().stream()
                .map(target -> Distribution.builder()
                        .region(target.getKey())
                        .amiDistributionConfiguration(ami ->
                                ami.name(NAME + " {{ imagebuilder:buildDate }}").targetAccountIds(target.getValue()))
                        .build())
                .toList();
        return imageBuilder
                .createDistributionConfiguration(
                        r -> r.name("everywhere").distributions(everywhere).clientToken(token()))
                .distributionConfigurationArn();
    }

    private static InstanceBlockDeviceMapping volume(String device, EbsVolumeType type, int gib, int iops) {
        return InstanceBlockDeviceMapping.builder()
                .deviceName(device)
                .ebs(ebs -> ebs.volumeType(type)
                        .volumeSize(gib)
                        .iops(iops)
                        .encrypted(true)
                        .deleteOnTermination(true))
                .build();
    }

    static String token() {
        return UUID.randomUUID().toString();
    }
}
