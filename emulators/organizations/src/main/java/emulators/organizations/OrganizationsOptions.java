package emulators.organizations;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import emulators.wire.clock.EmulatorClock;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * The options of an emulator. Start with {@link #defaults()} and change what differs.
 *
 * @param port 0 selects a free port
 * @param managementAccount the account ID of the management account: 12 digits
 * @param accountDuration how long creating or closing an account takes; with zero, it is done when the call is answered
 * @param seed a JSON file with the organization at the start
 * @param clock the clock of all dates and delays
 * @param subscriber receives the EventBridge events of Organizations; called from threads of the clock
 */
public record OrganizationsOptions(
        String host,
        int port,
        String managementAccount,
        Duration accountDuration,
        Optional<Path> seed,
        EmulatorClock clock,
        Consumer<ObjectNode> subscriber) {

    private static final Pattern ACCOUNT = Pattern.compile("[0-9]{12}");
    private static final Duration MAX_DURATION = Duration.ofDays(1);

    public OrganizationsOptions {
        requireNonNull(seed, "seed");
        requireNonNull(clock, "clock");
        requireNonNull(subscriber, "subscriber");
        require(!host.isBlank(), "Invalid host \"" + host + "\": expected a name or an address.");
        require(port >= 0 && port <= 65_535, "Invalid port " + port + ": expected 0 to 65535.");
        require(
                ACCOUNT.matcher(managementAccount).matches(),
                "Invalid account \"" + managementAccount + "\": expected 12 digits.");
        require(
                !accountDuration.isNegative() && accountDuration.compareTo(MAX_DURATION) <= 0,
                "Invalid duration of " + accountDuration.toSeconds() + " seconds: expected 0 seconds to 1 day.");
    }

    /** Returns the defaults: 127.0.0.1 on port 8002, management account 123456789012, one second, no seed, no subscriber. */
    public static OrganizationsOptions defaults() {
        return new OrganizationsOptions(
                "127.0.0.1",
                8002,
                "123456789012",
                Duration.ofSeconds(1),
                Optional.empty(),
                EmulatorClock.system(),
                event -> {});
    }

    public OrganizationsOptions withHost(String newHost) {
        return new OrganizationsOptions(newHost, port, managementAccount, accountDuration, seed, clock, subscriber);
    }

    public OrganizationsOptions withPort(int newPort) {
        return new OrganizationsOptions(host, newPort, managementAccount, accountDuration, seed, clock, subscriber);
    }

    public OrganizationsOptions withManagementAccount(String account) {
        return new OrganizationsOptions(host, port, account, accountDuration, seed, clock, subscriber);
    }

    public OrganizationsOptions withAccountDuration(Duration duration) {
        return new OrganizationsOptions(host, port, managementAccount, duration, seed, clock, subscriber);
    }

    public OrganizationsOptions withSeed(Path file) {
        return new OrganizationsOptions(
                host, port, managementAccount, accountDuration, Optional.of(file), clock, subscriber);
    }

    public OrganizationsOptions withClock(EmulatorClock newClock) {
        return new OrganizationsOptions(host, port, managementAccount, accountDuration, seed, newClock, subscriber);
    }

    public OrganizationsOptions withSubscriber(Consumer<ObjectNode> newSubscriber) {
        return new OrganizationsOptions(host, port, managementAccount, accountDuration, seed, clock, newSubscriber);
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
