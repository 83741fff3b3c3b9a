package emulators.imagebuilder;

import static java.util.Objects.requireNonNull;

import emulators.wire.clock.EmulatorClock;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The options of an emulator. Start with {@link #defaults()} and change what differs.
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
        EmulatorClock clock,
        Subscriber subscriber,
        Optional<URI> snsEndpoint,
        Optional<Path> seed) {

    private static final Pattern REGION = Pattern.compile("[a-z]{2,}(-[a-z]+)+-[0-9]+");
    private static final Pattern ACCOUNT = Pattern.compile("[0-9]{12}");
    private static final Duration LONGEST_BUILD = Duration.ofDays(1);

    public EmulatorOptions {
        requireNonNull(clock, "clock");
        requireNonNull(subscriber, "subscriber");
        requireNonNull(seed, "seed");
        require(!host.isBlank(), "Invalid host: expected a name or an address.");
        require(port >= 0 && port <= 65_535, "Invalid port " + port + ": expected 0 to 65535.");
        require(REGION.matcher(region).matches(), "Invalid Region \"" + region + "\": expected one like us-east-1.");
        require(ACCOUNT.matcher(account).matches(), "Invalid account ID \"" + account + "\": expected 12 digits.");
        require(
                !buildDuration.isNegative() && buildDuration.compareTo(LONGEST_BUILD) <= 0,
                "Invalid build duration " + buildDuration + ": expected 0 seconds to 1 day.");
        snsEndpoint.ifPresent(uri -> require(
                ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme())) && uri.getHost() != null,
                "Invalid SNS endpoint \"" + uri + "\": expected an http or https URL."));
    }

    /** 127.0.0.1 on port 8787, us-east-1, account 123456789012, five seconds a build. */
    public static EmulatorOptions defaults() {
        return new EmulatorOptions(
                "127.0.0.1",
                8787,
                "us-east-1",
                "123456789012",
                Duration.ofSeconds(5),
                EmulatorClock.system(),
                Subscriber.none(),
                Optional.empty(),
                Optional.empty());
    }

    public EmulatorOptions withHost(String newHost) {
        return new EmulatorOptions(newHost, port, region, account, buildDuration, clock, subscriber, snsEndpoint, seed);
    }

    public EmulatorOptions withPort(int newPort) {
        return new EmulatorOptions(host, newPort, region, account, buildDuration, clock, subscriber, snsEndpoint, seed);
    }

    public EmulatorOptions withRegion(String newRegion) {
        return new EmulatorOptions(host, port, newRegion, account, buildDuration, clock, subscriber, snsEndpoint, seed);
    }

    public EmulatorOptions withAccount(String newAccount) {
        return new EmulatorOptions(host, port, region, newAccount, buildDuration, clock, subscriber, snsEndpoint, seed);
    }

    public EmulatorOptions withBuildDuration(Duration newBuildDuration) {
        return new EmulatorOptions(host, port, region, account, newBuildDuration, clock, subscriber, snsEndpoint, seed);
    }

    public EmulatorOptions withClock(EmulatorClock newClock) {
        return new EmulatorOptions(host, port, region, account, buildDuration, newClock, subscriber, snsEndpoint, seed);
    }

    public EmulatorOptions withSubscriber(Subscriber newSubscriber) {
        return new EmulatorOptions(host, port, region, account, buildDuration, clock, newSubscriber, snsEndpoint, seed);
    }

    public EmulatorOptions withSnsEndpoint(URI newSnsEndpoint) {
        return new EmulatorOptions(
                host, port, region, account, buildDuration, clock, subscriber, Optional.of(newSnsEndpoint), seed);
    }

    public EmulatorOptions withSeed(Path newSeed) {
        return new EmulatorOptions(
                host, port, region, account, buildDuration, clock, subscriber, snsEndpoint, Optional.of(newSeed));
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
