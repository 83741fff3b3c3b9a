package emulators.imagebuilder;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * How an emulator starts. Begin with {@link #defaults()} and change what differs.
 *
 * @param port 0 takes a free one
 * @param region the Region that it answers as, and that its ARNs carry
 * @param account the account that it answers as: twelve digits
 * @param buildDuration from CREATING to AVAILABLE; the phases share it
 * @param snsEndpoint an SNS API that messages are published to, besides the subscriber
 * @param seed a JSON file with what exists from the start
 */
public record EmulatorOptions(
        String host,
        int port,
        String region,
        String account,
        Duration buildDuration,
        Time time,
        Subscriber subscriber,
        Optional<URI> snsEndpoint,
        Optional<Path> seed) {

    private static final Pattern REGION = Pattern.compile("[a-z]{2,}(-[a-z]+)+-[0-9]+");
    private static final Pattern ACCOUNT = Pattern.compile("[0-9]{12}");
    private static final Duration LONGEST_BUILD = Duration.ofDays(1);

    public EmulatorOptions {
        requireNonNull(time, "time");
        requireNonNull(subscriber, "subscriber");
        requireNonNull(seed, "seed");
        require(!host.isBlank(), "host must not be blank");
        require(port >= 0 && port <= 65_535, "port must be 0 to 65535: " + port);
        require(REGION.matcher(region).matches(), "region must look like us-east-1: " + region);
        require(ACCOUNT.matcher(account).matches(), "account must have twelve digits: " + account);
        require(
                !buildDuration.isNegative() && buildDuration.compareTo(LONGEST_BUILD) <= 0,
                "a build must take 0 seconds to 1 day: " + buildDuration);
        snsEndpoint.ifPresent(uri -> require(
                ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme())) && uri.getHost() != null,
                "SNS endpoint must be an http or https URL: " + uri));
    }

    /** 127.0.0.1 on port 8787, us-east-1, account 123456789012, five seconds a build. */
    public static EmulatorOptions defaults() {
        return new EmulatorOptions(
                "127.0.0.1",
                8787,
                "us-east-1",
                "123456789012",
                Duration.ofSeconds(5),
                Time.system(),
                Subscriber.none(),
                Optional.empty(),
                Optional.empty());
    }

    public EmulatorOptions withHost(String newHost) {
        return new EmulatorOptions(newHost, port, region, account, buildDuration, time, subscriber, snsEndpoint, seed);
    }

    public EmulatorOptions withPort(int newPort) {
        return new EmulatorOptions(host, newPort, region, account, buildDuration, time, subscriber, snsEndpoint, seed);
    }

    public EmulatorOptions withRegion(String newRegion) {
        return new EmulatorOptions(host, port, newRegion, account, buildDuration, time, subscriber, snsEndpoint, seed);
    }

    public EmulatorOptions withAccount(String newAccount) {
        return new EmulatorOptions(host, port, region, newAccount, buildDuration, time, subscriber, snsEndpoint, seed);
    }

    public EmulatorOptions withBuildDuration(Duration newBuildDuration) {
        return new EmulatorOptions(host, port, region, account, newBuildDuration, time, subscriber, snsEndpoint, seed);
    }

    public EmulatorOptions withTime(Time newTime) {
        return new EmulatorOptions(host, port, region, account, buildDuration, newTime, subscriber, snsEndpoint, seed);
    }

    public EmulatorOptions withSubscriber(Subscriber newSubscriber) {
        return new EmulatorOptions(host, port, region, account, buildDuration, time, newSubscriber, snsEndpoint, seed);
    }

    public EmulatorOptions withSnsEndpoint(URI newSnsEndpoint) {
        return new EmulatorOptions(
                host, port, region, account, buildDuration, time, subscriber, Optional.of(newSnsEndpoint), seed);
    }

    public EmulatorOptions withSeed(Path newSeed) {
        return new EmulatorOptions(
                host, port, region, account, buildDuration, time, subscriber, snsEndpoint, Optional.of(newSeed));
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
