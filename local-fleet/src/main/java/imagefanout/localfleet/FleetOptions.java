package imagefanout.localfleet;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * How a fleet starts; port 0 takes a free one.
 *
 * @param template the project's template.yaml
 * @param buildDuration how long the emulator takes for a build
 * @param seed what Image Builder holds at the start; registry and catalog hold the same
 */
public record FleetOptions(
        Path template,
        String host,
        int apiPort,
        int imageBuilderPort,
        int dynamoDbPort,
        int lambdaPort,
        Duration buildDuration,
        Optional<Path> seed) {

    /** On free ports of 127.0.0.1, five seconds a build. */
    public static FleetOptions onFreePorts(Path template) {
        return new FleetOptions(template, "127.0.0.1", 0, 0, 0, 0, Duration.ofSeconds(5), Optional.empty());
    }

    public FleetOptions withBuildDuration(Duration other) {
        return new FleetOptions(template, host, apiPort, imageBuilderPort, dynamoDbPort, lambdaPort, other, seed);
    }

    /** With the samples of {@code serve}: some finished builds, which the sample events name. */
    public FleetOptions withSamples() {
        Path samples = template.resolveSibling("local-fleet").resolve("seed.json");
        return new FleetOptions(
                template,
                host,
                apiPort,
                imageBuilderPort,
                dynamoDbPort,
                lambdaPort,
                buildDuration,
                Optional.of(samples));
    }
}
