package imagefanout.dynamodb.sync;

import imagefanout.dynamodb.table.StoredKey;
import imagefanout.model.identity.AccountId;
import imagefanout.model.identity.DistributionConfigurationArn;
import imagefanout.model.identity.Region;
import imagefanout.model.sync.Change;
import java.util.List;
import java.util.stream.IntStream;

/** The keys of the ledger's items. */
final class SyncKeys {
    static final String STATES = "SYNCS";

    /** Before every state, and after the other item of the partition. */
    static final String FIRST_STATE = "arn:";

    /** The sort key prefix of a managed configuration's Region items. */
    static final String REGIONS = "REGION#";

    static final String CHANGE = "CHANGE#";

    /** The partition of all accounts that ever had a row in the registry. */
    static final String KNOWN_ACCOUNTS = "SYNC#ACCOUNTS";

    private static final int DIGITS = 10;

    private SyncKeys() {}

    /** The state of a managed configuration. All states are in one partition, sorted by ARN. */
    static StoredKey state(DistributionConfigurationArn configuration) {
        return new StoredKey(STATES, configuration.toString());
    }

    /** The partition of the other items of one managed configuration. */
    static String partition(DistributionConfigurationArn configuration) {
        return "SYNC#" + configuration;
    }

    /** One Region of a managed configuration. Earlier states have a different digest. */
    static StoredKey region(DistributionConfigurationArn configuration, String digest, Region region) {
        return new StoredKey(partition(configuration), REGIONS + digest + "#" + region);
    }

    /** How the Regions of a managed configuration differ from their items. */
    static StoredKey difference(DistributionConfigurationArn configuration, String base, String digest) {
        return new StoredKey(partition(configuration), REGIONS + base + "#to#" + digest);
    }

    /** When a run last checked all configurations. It sorts before the states. */
    static StoredKey checked() {
        return new StoredKey(STATES, "CHECKED");
    }

    /** One item for each last digit of an account ID. At 12 characters each, about 33,000 accounts fit into one item. */
    static List<StoredKey> knownAccounts() {
        return IntStream.range(0, DIGITS)
                .mapToObj(digit -> new StoredKey(KNOWN_ACCOUNTS, Integer.toString(digit)))
                .toList();
    }

    static StoredKey knownAccounts(AccountId account) {
        String id = account.value();
        return new StoredKey(KNOWN_ACCOUNTS, id.substring(id.length() - 1));
    }

    /** The accounts that wait for approval. At 12 characters each, about 33,000 fit into one item. */
    static StoredKey held(DistributionConfigurationArn configuration) {
        return new StoredKey(partition(configuration), "HELD");
    }

    /** The names of this fleet's SSM parameters. */
    static StoredKey parameters(DistributionConfigurationArn configuration) {
        return new StoredKey(partition(configuration), "PARAMETERS");
    }

    static StoredKey seeding(DistributionConfigurationArn configuration) {
        return new StoredKey(partition(configuration), "SEEDING");
    }

    /** Keyed by name, because a configuration has no ARN before it is created. */
    static StoredKey creation(Region source, String name) {
        return new StoredKey("SYNC#" + source + "#" + name, "CREATION");
    }

    static StoredKey change(DistributionConfigurationArn configuration, Change.Position position) {
        return new StoredKey(
                partition(configuration), CHANGE + StoredKey.nanoseconds(position.at()) + "#" + position.token());
    }

    /** One Region of a change, in a separate partition because the Regions can add up to megabytes. */
    static StoredKey changeRegion(DistributionConfigurationArn configuration, Change.Position position, Region region) {
        StoredKey change = change(configuration, position);
        return new StoredKey(change.partition() + "#" + change.sort(), "REGION#" + region);
    }
}
