package emulators.imagebuilder;

import java.util.List;
import software.amazon.awssdk.services.imagebuilder.ImagebuilderClient;
import software.amazon.awssdk.services.imagebuilder.model.ComponentConfiguration;
import software.amazon.awssdk.services.imagebuilder.model.Distribution;
import software.amazon.awssdk.services.imagebuilder.model.EbsVolumeType;
import software.amazon.awssdk.services.imagebuilder.model.Image;
import software.amazon.awssdk.services.imagebuilder.model.InstanceBlockDeviceMapping;

/** Creates recipes, configurations, and pipelines. Starts builds and reads them. */
final class SampleResources {

    static final String TOPIC = "arn:aws:sns:us-east-1:123456789012:golden-images";
    static final String PARENT = "arn:aws:imagebuilder:us-east-1:aws:image/amazon-linux-2023-x86/x.x.x";

    private final ImagebuilderClient client;

    SampleResources(ImagebuilderClient client) {
        this.client = client;
    }

    String recipe(String name, String version) {
        return client.createImageRecipe(request -> request.name(name)
                        .semanticVersion(version)
                        .parentImage(PARENT)
                        .components(ComponentConfiguration.builder()
                                .componentArn("arn:aws:imagebuilder:us-east-1:aws:component/update-linux/x.x.x")
                                .build())
                        .blockDeviceMappings(InstanceBlockDeviceMapping.builder()
                                .deviceName("/dev/xvda")
                                .ebs(ebs -> ebs.volumeType(EbsVolumeType.IO2)
                                        .iops(3000)
                                        .volumeSize(50)
                                        .encrypted(true))
                                .build()))
                .imageRecipeArn();
    }

    String infrastructure(String name) {
        return client.createInfrastructureConfiguration(request ->
                        request.name(name).instanceProfileName("ImageBuilder").snsTopicArn(TOPIC))
                .infrastructureConfigurationArn();
    }

    String distribution(String name, Distribution... distributions) {
        return client.createDistributionConfiguration(
                        request -> request.name(name).distributions(distributions))
                .distributionConfigurationArn();
    }

    static Distribution region(String region, String... targetAccounts) {
        return Distribution.builder()
                .region(region)
                .amiDistributionConfiguration(ami -> {
                    ami.name("golden {{ imagebuilder:buildDate }}");
                    if (targetAccounts.length > 0) {
                        ami.targetAccountIds(targetAccounts);
                    }
                })
                .build();
    }

    /** Creates a pipeline with these distributions, and everything that it needs. */
    String pipeline(String name, Distribution... distributions) {
        String recipe = recipe(name, "1.0.0");
        String infrastructure = infrastructure(name);
        String distribution = distribution(name, distributions);
        return client.createImagePipeline(request -> request.name(name)
                        .imageRecipeArn(recipe)
                        .infrastructureConfigurationArn(infrastructure)
                        .distributionConfigurationArn(distribution))
                .imagePipelineArn();
    }

    String start(String pipelineArn) {
        return client.startImagePipelineExecution(request -> request.imagePipelineArn(pipelineArn))
                .imageBuildVersionArn();
    }

    Image image(String arn) {
        return client.getImage(request -> request.imageBuildVersionArn(arn)).image();
    }

    String status(String arn) {
        return image(arn).state().statusAsString();
    }

    /** Returns the locations of a build's AMIs as region/account. */
    List<String> copies(String arn) {
        return image(arn).outputResources().amis().stream()
                .map(ami -> ami.region() + "/" + ami.accountId())
                .toList();
    }
}
