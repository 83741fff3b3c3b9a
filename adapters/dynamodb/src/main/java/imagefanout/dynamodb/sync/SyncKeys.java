package imagefanout.dynamodb.sync;

import imagefanout.dynamodb.table.StoredKey;
import imagefanout.model.identity.DistributionConfigurationArn;
import imagefanout.model.identity.Region;
import imagefanout.model.sync.Change;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** The keys of the ledger's items. */
final class SyncKeys {
    static final String STATES = "SYNCS";

    /** What the sort keys of a managed configuration's Regions begin with. */
    static final String REGIONS = "REGION#";

    static final String CHANGE = "CHANGE#";

    /** Sorts as instants do, and loses nothing of them. */
    private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH:mm:ss.SSSSSSSSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private SyncKeys() {}

    /** How a managed configuration stands: all of them in one partition, by ARN. */
    static StoredKey state(DistributionConfigurationArn configuration) {
        return new StoredKey(STATES, configuration.toString());
    }

    /** The partition of what is known of one managed configuration. */
    static String partition(DistributionConfigurationArn configuration) {
        return "SYNC#" + configuration;
    }

    /** One Region of a managed configuration; what was known before has another digest. */
    static StoredKey region(DistributionConfigurationArn configuration, String digest, Region region) {
        return new StoredKey(partition(configuration), REGIONS + digest + "#" + region);
    }

    /** The accounts whose removal waits for an approval. Twelve characters each: 33,000 of them fit. */
    static StoredKey held(DistributionConfigurationArn configuration) {
        return new StoredKey(partition(configuration), "HELD");
    }

    static StoredKey seeding(DistributionConfigurationArn configuration) {
        return new StoredKey(partition(configuration), "SEEDING");
    }

    /** What is about to be created has a name and no ARN. */
    static StoredKey creation(Region source, String name) {
        return new StoredKey("SYNC#" + source + "#" + name, "CREATION");
    }

    static StoredKey change(DistributionConfigurationArn configuration, Change.Position position) {
        return new StoredKey(partition(configuration), CHANGE + MOMENT.format(position.at()) + "#" + position.token());
    }

    /** One Region of a change, beside the list of changes: there may be megabytes of them. */
    static StoredKey changeRegion(DistributionConfigurationArn configuration, Change.Position position, Region region) {
        StoredKey change = change(configuration, position);
        return new StoredKey(change.partition() + "#" + change.sort(), "REGION#" + region);
    }
}
