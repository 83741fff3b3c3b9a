package imagefanout.localfleet;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * How a fleet starts; port 0 takes a free one.
 *
 * @param template the project's template.yaml
 * @param buildDuration how long a build takes in the emulator
 * @param queueDelay how long a message waits in a queue; in the template minutes
 * @param seed Image Builder's resources at the start, which the fleet also writes to the registry and the catalog
 */
public record FleetOptions(
        Path template,
        String host,
        int apiPort,
        int imageBuilderPort,
        int dynamoDbPort,
        int lambdaPort,
        int organizationsPort,
        int eventBridgePort,
        Duration buildDuration,
        Duration queueDelay,
        Optional<Path> seed) {
    private static final Duration SHORT_DELAY = Duration.ofMillis(200);

    /** Free ports of 127.0.0.1, five seconds for a build, and almost no delay of queues. */
    public static FleetOptions onFreePorts(Path template) {
        return new FleetOptions(
                template, "127.0.0.1", 0, 0, 0, 0, 0, 0, Duration.ofSeconds(5), SHORT_DELAY, Optional.empty());
    }

    public FleetOptions withBuildDuration(Duration other) {
        return with(other, seed);
    }

    /** With the seed of {@code serve}: finished builds that the sample events refer to. */
    public FleetOptions withSamples() {
        return with(
                buildDuration,
                Optional.of(template.resolveSibling("local-fleet").resolve("seed.json")));
    }

    private FleetOptions with(Duration otherDuration, Optional<Path> otherSeed) {
        return new FleetOptions(
                template,
                host,
                apiPort,
                imageBuilderPort,
                dynamoDbPort,
                lambdaPort,
                organizationsPort,
                eventBridgePort,
                otherDuration,
                queueDelay,
                otherSeed);
    }
}
