package imagefanout.model.sync;

import static java.util.Objects.requireNonNull;

import imagefanout.model.identity.Region;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A managed configuration as the ledger holds it.
 *
 * @param regions each Region of the configuration that makes AMIs; none when the configuration could not be read
 */
public record SyncedConfiguration(SyncState state, SortedMap<Region, RegionDrift> regions) {
    public SyncedConfiguration {
        requireNonNull(state, "state");
        regions = Collections.unmodifiableSortedMap(new TreeMap<>(regions));
    }
}
