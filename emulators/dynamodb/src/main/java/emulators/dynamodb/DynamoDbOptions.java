package emulators.dynamodb;

import static java.util.Objects.requireNonNull;

import java.time.Clock;
import java.time.InstantSource;
import java.util.regex.Pattern;

/**
 * The options of an emulator. Start with {@link #defaults()} and change what differs.
 *
 * @param port 0 selects a free port
 * @param region the Region in ARNs and stream records
 * @param account the account ID in ARNs: 12 digits
 * @param clock the clock for item expiry and capacity limits
 * @param keyLimits whether each partition key value is limited to 1,000 write units and 3,000 read units per second
 */
public record DynamoDbOptions(
        String host, int port, String region, String account, InstantSource clock, boolean keyLimits) {

    private static final Pattern REGION = Pattern.compile("[a-z]{2,}(-[a-z]+)+-[0-9]+");
    private static final Pattern ACCOUNT = Pattern.compile("[0-9]{12}");

    public DynamoDbOptions {
        requireNonNull(clock, "clock");
        require(!host.isBlank(), "Invalid host \"" + host + "\": expected a name or an address.");
        require(port >= 0 && port <= 65_535, "Invalid port " + port + ": expected 0 to 65535.");
        require(REGION.matcher(region).matches(), "Invalid Region \"" + region + "\": expected one like us-east-1.");
        require(ACCOUNT.matcher(account).matches(), "Invalid account \"" + account + "\": expected 12 digits.");
    }

    /** Returns the defaults: 127.0.0.1 on port 8000, us-east-1, account 123456789012, the system clock, no key limits. */
    public static DynamoDbOptions defaults() {
        return new DynamoDbOptions("127.0.0.1", 8000, "us-east-1", "123456789012", Clock.systemUTC(), false);
    }

    public DynamoDbOptions withHost(String newHost) {
        return new DynamoDbOptions(newHost, port, region, account, clock, keyLimits);
    }

    public DynamoDbOptions withPort(int newPort) {
        return new DynamoDbOptions(host, newPort, region, account, clock, keyLimits);
    }

    public DynamoDbOptions withRegion(String newRegion) {
        return new DynamoDbOptions(host, port, newRegion, account, clock, keyLimits);
    }

    public DynamoDbOptions withAccount(String newAccount) {
        return new DynamoDbOptions(host, port, region, newAccount, clock, keyLimits);
    }

    public DynamoDbOptions withClock(InstantSource newClock) {
        return new DynamoDbOptions(host, port, region, account, newClock, keyLimits);
    }

    public DynamoDbOptions withKeyLimits(boolean newKeyLimits) {
        return new DynamoDbOptions(host, port, region, account, clock, newKeyLimits);
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
