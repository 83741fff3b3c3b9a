package imagefanout.imagebuilder;

import emulators.imagebuilder.EmulatorOptions;
import emulators.imagebuilder.ImageBuilderEmulator;
import emulators.wire.clock.ManualClock;
import imagefanout.model.Deadline;
import imagefanout.model.identity.ImageBuildArn;
import imagefanout.model.identity.PipelineArn;
import imagefanout.model.identity.Region;
import imagefanout.model.image.DescribedImage;
import imagefanout.model.listing.ImageListing;
import imagefanout.testing.listing.ImageListingContract;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import software.amazon.awssdk.services.imagebuilder.ImagebuilderClient;
import software.amazon.awssdk.services.imagebuilder.model.ComponentConfiguration;
import software.amazon.awssdk.services.imagebuilder.model.Distribution;

/** The real SDK client against the emulator. */
final class SdkImageListingTest extends ImageListingContract {
    private static final Duration BUILD = Duration.ofHours(1);

    private static ImageBuilderEmulator emulator;
    private static ImageBuilderClients clients;
    private static PipelineArn busy;
    private static PipelineArn idle;
    private static List<ImageBuildArn> builds;

    @BeforeAll
    static void build() throws IOException {
        System.setProperty("aws.accessKeyId", "test");
        System.setProperty("aws.secretAccessKey", "test");
        ManualClock clock = new ManualClock(Instant.parse("2026-01-01T00:00:00Z"));
        emulator = ImageBuilderEmulator.start(
                EmulatorOptions.defaults().withPort(0).withClock(clock).withBuildDuration(BUILD));
        clients = new ImageBuilderClients(Optional.of(emulator.endpoint()));
        ImagebuilderClient service = clients.in(new Region("us-east-1"));
        String recipe = service.createImageRecipe(r -> r.name("golden-linux")
                        .semanticVersion("1.0.0")
                        .parentImage("arn:aws:imagebuilder:us-east-1:aws:image/amazon-linux-2023-x86/x.x.x")
                        .components(ComponentConfiguration.builder()
                                .componentArn("arn:aws:imagebuilder:us-east-1:aws:component/update-linux/x.x.x")
                                .build()))
                .imageRecipeArn();
        String infrastructure = service.createInfrastructureConfiguration(
                        r -> r.name("small").instanceProfileName("ImageBuilder"))
                .infrastructureConfigurationArn();
        Distribution everywhere = Distribution.builder()
                .region("eu-west-1")
                .amiDistributionConfiguration(ami -> ami.targetAccountIds("111111111111", "222222222222"))
                .build();
        String distribution = service.createDistributionConfiguration(
                        r -> r.name("everywhere").distributions(everywhere))
                .distributionConfigurationArn();
        List<PipelineArn> pipelines = new ArrayList<>();
        for (String name : List.of("busy", "idle")) {
            pipelines.add(PipelineArn.parse(service.createImagePipeline(r -> r.name(name)
                            .imageRecipeArn(recipe)
                            .infrastructureConfigurationArn(infrastructure)
                            .distributionConfigurationArn(distribution))
                    .imagePipelineArn()));
        }
        busy = pipelines.get(0);
        idle = pipelines.get(1);
        builds = new ArrayList<>();
        for (int number = 1; number <= 3; number++) {
            String started = service.startImagePipelineExecution(r -> r.imagePipelineArn(busy.toString()))
                    .imageBuildVersionArn();
            builds.add(ImageBuildArn.parse(started));
            clock.advance(BUILD);
        }
        String lone = service.createImage(r -> r.imageRecipeArn(recipe).infrastructureConfigurationArn(infrastructure))
                .imageBuildVersionArn();
        builds.add(ImageBuildArn.parse(lone));
        clock.advance(BUILD);
    }

    @AfterAll
    static void stop() {
        clients.close();
        emulator.close();
        System.clearProperty("aws.accessKeyId");
        System.clearProperty("aws.secretAccessKey");
    }

    @Override
    protected ImageListing listing() {
        return new SdkImageListing(clients, Deadline.none());
    }

    @Override
    protected PipelineArn busyPipeline() {
        return busy;
    }

    @Override
    protected PipelineArn idlePipeline() {
        return idle;
    }

    @Override
    protected List<DescribedImage> images() {
        SdkImageBuilder imageBuilder = new SdkImageBuilder(clients, Deadline.none());
        return builds.stream().map(imageBuilder::describe).toList();
    }
}
