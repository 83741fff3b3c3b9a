package imagefanout.model.answers;

import imagefanout.model.Sorted;
import imagefanout.model.identity.Region;
import java.time.Instant;
import java.util.Optional;
import java.util.SortedMap;

/**
 * The AMIs that an account should use, by Region.
 *
 * @param deleted whether there is none because every build that had one is deleted
 * @param lookedBackTo the creation time of the oldest build that was read; empty when all were
 */
public record Latest(SortedMap<Region, LatestAmi> amis, boolean deleted, Optional<Instant> lookedBackTo) {
    public Latest {
        amis = Sorted.copyOf(amis);
    }
}
