package emulators.imagebuilder;

import static java.util.Objects.requireNonNull;

import emulators.wire.clock.EmulatorClock;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The options of an emulator. Start with {@link #defaults()} and change what differs. Immutable. */
public final class EmulatorOptions {

    private static final Pattern REGION = Pattern.compile("[a-z]{2,}(-[a-z]+)+-[0-9]+");
    private static final Pattern ACCOUNT = Pattern.compile("[0-9]{12}");
    private static final Duration LONGEST_BUILD = Duration.ofDays(1);

    private String host = "127.0.0.1";
    private int port = 8787;
    private String region = "us-east-1";
    private String account = "123456789012";
    private Duration buildDuration = Duration.ofSeconds(5);
    private EmulatorClock clock = EmulatorClock.system();
    private Subscriber subscriber = Subscriber.none();
    private Optional<URI> snsEndpoint = Optional.empty();
    private Optional<URI> eventsEndpoint = Optional.empty();
    private Optional<URI> ec2Endpoint = Optional.empty();
    private Optional<Path> seed = Optional.empty();
    private boolean modelErrors;
    private boolean schedules;

    private EmulatorOptions() {}

    /** Returns the defaults: 127.0.0.1 on port 8787, us-east-1, account 123456789012, five seconds per build. */
    public static EmulatorOptions defaults() {
        return new EmulatorOptions();
    }

    private EmulatorOptions with(Consumer<EmulatorOptions> change) {
        EmulatorOptions copy = new EmulatorOptions();
        copy.host = host;
        copy.port = port;
        copy.region = region;
        copy.account = account;
        copy.buildDuration = buildDuration;
        copy.clock = clock;
        copy.subscriber = subscriber;
        copy.snsEndpoint = snsEndpoint;
        copy.eventsEndpoint = eventsEndpoint;
        copy.ec2Endpoint = ec2Endpoint;
        copy.seed = seed;
        copy.modelErrors = modelErrors;
        copy.schedules = schedules;
        change.accept(copy);
        copy.check();
        return copy;
    }

    private void check() {
        require(!host.isBlank(), "Invalid host: expected a name or an address.");
        require(port >= 0 && port <= 65_535, "Invalid port " + port + ": expected 0 to 65535.");
        require(isRegion(region), "Invalid Region \"" + region + "\": expected one like us-east-1.");
        require(ACCOUNT.matcher(account).matches(), "Invalid account ID \"" + account + "\": expected 12 digits.");
        require(
                !buildDuration.isNegative() && buildDuration.compareTo(LONGEST_BUILD) <= 0,
                "Invalid build duration " + buildDuration + ": expected 0 seconds to 1 day.");
        Stream.of(snsEndpoint, eventsEndpoint, ec2Endpoint)
                .flatMap(Optional::stream)
                .forEach(uri -> require(
                        List.of("http", "https").contains(String.valueOf(uri.getScheme())) && uri.getHost() != null,
                        "Invalid endpoint \"" + uri + "\": expected an http or https URL."));
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }

    static boolean isRegion(String text) {
        return REGION.matcher(text).matches();
    }

    public EmulatorOptions withHost(String newHost) {
        return with(options -> options.host = requireNonNull(newHost, "newHost"));
    }

    /** Sets the port; 0 selects a free one. */
    public EmulatorOptions withPort(int newPort) {
        return with(options -> options.port = newPort);
    }

    /** Sets the Region for unsigned requests. Signed requests use the Region of their signature. */
    public EmulatorOptions withRegion(String newRegion) {
        return with(options -> options.region = requireNonNull(newRegion, "newRegion"));
    }

    /** Sets the 12-digit account ID for requests whose access key is not an account ID. */
    public EmulatorOptions withAccount(String newAccount) {
        return with(options -> options.account = requireNonNull(newAccount, "newAccount"));
    }

    /** Sets the time from CREATING to AVAILABLE, divided among the phases. With zero, a build ends before its call returns. */
    public EmulatorOptions withBuildDuration(Duration newBuildDuration) {
        return with(options -> options.buildDuration = requireNonNull(newBuildDuration, "newBuildDuration"));
    }

    public EmulatorOptions withClock(EmulatorClock newClock) {
        return with(options -> options.clock = requireNonNull(newClock, "newClock"));
    }

    public EmulatorOptions withSubscriber(Subscriber newSubscriber) {
        return with(options -> options.subscriber = requireNonNull(newSubscriber, "newSubscriber"));
    }

    /** Sets an SNS endpoint that also receives the messages, in addition to the subscriber. */
    public EmulatorOptions withSnsEndpoint(URI newSnsEndpoint) {
        return with(options -> options.snsEndpoint = Optional.of(newSnsEndpoint));
    }

    /** Sets an EventBridge endpoint that also receives the events, in addition to the subscriber. */
    public EmulatorOptions withEventsEndpoint(URI newEventsEndpoint) {
        return with(options -> options.eventsEndpoint = Optional.of(newEventsEndpoint));
    }

    /** Sets an EC2 endpoint that registers the AMIs and assigns their IDs. */
    public EmulatorOptions withEc2Endpoint(URI newEc2Endpoint) {
        return with(options -> options.ec2Endpoint = Optional.of(newEc2Endpoint));
    }

    /** Sets a JSON file with the initial contents. */
    public EmulatorOptions withSeed(Path newSeed) {
        return with(options -> options.seed = Optional.of(newSeed));
    }

    /** Limits each operation to the errors that the API model lists for it. */
    public EmulatorOptions withModelErrorsOnly() {
        return with(options -> options.modelErrors = true);
    }

    /** Starts builds on the schedules of pipelines. */
    public EmulatorOptions withSchedules() {
        return with(options -> options.schedules = true);
    }

    public String host() {
        return host;
    }

    public int port() {
        return port;
    }

    public String region() {
        return region;
    }

    public String account() {
        return account;
    }

    public Duration buildDuration() {
        return buildDuration;
    }

    EmulatorClock clock() {
        return clock;
    }

    Subscriber subscriber() {
        return subscriber;
    }

    Optional<URI> snsEndpoint() {
        return snsEndpoint;
    }

    Optional<URI> eventsEndpoint() {
        return eventsEndpoint;
    }

    Optional<URI> ec2Endpoint() {
        return ec2Endpoint;
    }

    Optional<Path> seed() {
        return seed;
    }

    boolean modelErrorsOnly() {
        return modelErrors;
    }

    boolean runsSchedules() {
        return schedules;
    }
}
