package imagefanout.localfleet;

import java.nio.file.Path;
import java.time.Duration;

/**
 * How a fleet starts; port 0 takes a free one.
 *
 * @param template the project's template.yaml
 * @param buildDuration how long the emulator takes for a build
 */
public record FleetOptions(
        Path template,
        String host,
        int apiPort,
        int imageBuilderPort,
        int dynamoDbPort,
        int lambdaPort,
        Duration buildDuration) {

    /** On free ports of 127.0.0.1, five seconds a build. */
    public static FleetOptions onFreePorts(Path template) {
        return new FleetOptions(template, "127.0.0.1", 0, 0, 0, 0, Duration.ofSeconds(5));
    }

    public FleetOptions withBuildDuration(Duration other) {
        return new FleetOptions(template, host, apiPort, imageBuilderPort, dynamoDbPort, lambdaPort, other);
    }
}
