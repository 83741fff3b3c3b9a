package imagefanout.dynamodb.sync;

import static org.assertj.core.api.Assertions.assertThat;

import imagefanout.dynamodb.table.StoredKey;
import imagefanout.model.identity.DistributionConfigurationArn;
import imagefanout.model.identity.Region;
import imagefanout.model.sync.Change;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Pins the keys of existing tables. Changing a key makes recorded data unreadable. */
final class SyncKeysTest {
    private static final Region US = new Region("us-east-1");
    private static final DistributionConfigurationArn CONFIGURATION = DistributionConfigurationArn.parse(
            "arn:aws:imagebuilder:us-east-1:123456789012:distribution-configuration/everywhere");

    @Test
    void formatsTheKeysOfAConfiguration() {
        Change.Position position = new Change.Position(Instant.parse("2026-01-02T03:04:05.000000006Z"), "token");

        assertThat(SyncKeys.state(CONFIGURATION)).isEqualTo(new StoredKey("SYNCS", CONFIGURATION.toString()));
        assertThat(SyncKeys.partition(CONFIGURATION)).isEqualTo("SYNC#" + CONFIGURATION);
        assertThat(SyncKeys.region(CONFIGURATION, "digest", US))
                .isEqualTo(new StoredKey("SYNC#" + CONFIGURATION, "REGION#digest#us-east-1"));
        assertThat(SyncKeys.held(CONFIGURATION)).isEqualTo(new StoredKey("SYNC#" + CONFIGURATION, "HELD"));
        assertThat(SyncKeys.seeding(CONFIGURATION)).isEqualTo(new StoredKey("SYNC#" + CONFIGURATION, "SEEDING"));
        assertThat(SyncKeys.creation(US, "Every Where"))
                .isEqualTo(new StoredKey("SYNC#us-east-1#Every Where", "CREATION"));
        String change = "CHANGE#2026-01-02T03:04:05.000000006Z#token";
        assertThat(SyncKeys.change(CONFIGURATION, position)).isEqualTo(new StoredKey("SYNC#" + CONFIGURATION, change));
        assertThat(SyncKeys.changeRegion(CONFIGURATION, position, US))
                .isEqualTo(new StoredKey("SYNC#" + CONFIGURATION + "#" + change, "REGION#us-east-1"));
    }
}
