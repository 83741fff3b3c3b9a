package imagefanout.reconcilepipeline;

import emulators.imagebuilder.EmulatorOptions;
import emulators.imagebuilder.ImageBuilderEmulator;
import emulators.wire.clock.ManualClock;
import imagefanout.imagebuilder.ImageBuilderClients;
import imagefanout.model.identity.ImageBuildArn;
import imagefanout.model.identity.PipelineArn;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.imagebuilder.ImagebuilderClient;
import software.amazon.awssdk.services.imagebuilder.model.ComponentConfiguration;
import software.amazon.awssdk.services.imagebuilder.model.Distribution;

/** An Image Builder emulator, and clients for it that count their requests. */
final class CountedImageBuilder implements AutoCloseable {
    private static final Duration BUILD = Duration.ofMinutes(10);

    private final ManualClock clock = new ManualClock(Instant.parse("2026-01-01T00:00:00Z"));
    private final HttpClient http = HttpClient.newHttpClient();
    private final Map<String, Integer> calls = new ConcurrentHashMap<>();
    private final ImageBuilderEmulator emulator;
    private final ImageBuilderClients clients;
    private final ImagebuilderClient team;
    private final String recipe;
    private final String infrastructure;
    private final String distribution;

    CountedImageBuilder() {
        System.setProperty("aws.accessKeyId", "test");
        System.setProperty("aws.secretAccessKey", "test");
        try {
            emulator = ImageBuilderEmulator.start(
                    EmulatorOptions.defaults().withPort(0).withClock(clock).withBuildDuration(BUILD));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        clients = new ImageBuilderClients(Optional.of(emulator.endpoint()), List.of(new Counting(calls)));
        team = ImagebuilderClient.builder()
                .endpointOverride(emulator.endpoint())
                .region(Region.US_EAST_1)
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build();
        recipe = team.createImageRecipe(r -> r.name("golden-linux")
                        .semanticVersion("1.0.0")
                        .parentImage("arn:aws:imagebuilder:us-east-1:aws:image/amazon-linux-2023-x86/x.x.x")
                        .components(ComponentConfiguration.builder()
                                .componentArn("arn:aws:imagebuilder:us-east-1:aws:component/update-linux/x.x.x")
                                .build()))
                .imageRecipeArn();
        infrastructure = team.createInfrastructureConfiguration(
                        r -> r.name("builders").instanceProfileName("ImageBuilder"))
                .infrastructureConfigurationArn();
        Distribution everywhere = Distribution.builder()
                .region("eu-west-1")
                .amiDistributionConfiguration(ami -> ami.targetAccountIds("111111111111", "222222222222"))
                .build();
        distribution = team.createDistributionConfiguration(
                        r -> r.name("everywhere").distributions(everywhere))
                .distributionConfigurationArn();
    }

    PipelineArn pipeline(String name) {
        return PipelineArn.parse(team.createImagePipeline(r -> r.name(name)
                        .imageRecipeArn(recipe)
                        .infrastructureConfigurationArn(infrastructure)
                        .distributionConfigurationArn(distribution))
                .imagePipelineArn());
    }

    /** A finished build. */
    ImageBuildArn build(PipelineArn pipeline) {
        String started = team.startImagePipelineExecution(r -> r.imagePipelineArn(pipeline.toString()))
                .imageBuildVersionArn();
        clock.advance(BUILD);
        return ImageBuildArn.parse(started);
    }

    /** A finished build without a pipeline. */
    ImageBuildArn build() {
        String started = team.createImage(r -> r.imageRecipeArn(recipe)
                        .infrastructureConfigurationArn(infrastructure)
                        .distributionConfigurationArn(distribution))
                .imageBuildVersionArn();
        clock.advance(BUILD);
        return ImageBuildArn.parse(started);
    }

    void retry(ImageBuildArn build) {
        team.retryImage(r -> r.imageBuildVersionArn(build.toString()));
        clock.advance(BUILD);
    }

    void fault(String json) {
        send(HttpRequest.newBuilder(faults()).POST(HttpRequest.BodyPublishers.ofString(json)));
    }

    void endFaults() {
        send(HttpRequest.newBuilder(faults()).DELETE());
    }

    /** The number of requests of a type, such as {@code GetImageRequest}. */
    int calls(String request) {
        return calls.getOrDefault(request, 0);
    }

    void forgetCalls() {
        calls.clear();
    }

    ImageBuilderClients clients() {
        return clients;
    }

    private URI faults() {
        return URI.create(emulator.endpoint() + "/_emulator/faults");
    }

    private void send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> answer = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new IllegalStateException(answer.body());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        team.close();
        clients.close();
        emulator.close();
        System.clearProperty("aws.accessKeyId");
        System.clearProperty("aws.secretAccessKey");
    }

    private record Counting(Map<String, Integer> calls) implements ExecutionInterceptor {
        @Override
        public void beforeExecution(Context.BeforeExecution context, ExecutionAttributes attributes) {
            calls.merge(context.request().getClass().getSimpleName(), 1, Integer::sum);
        }
    }
}
