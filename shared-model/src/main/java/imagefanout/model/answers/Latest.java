package imagefanout.model.answers;

import imagefanout.model.Sorted;
import imagefanout.model.identity.Region;
import java.time.Instant;
import java.util.Optional;
import java.util.SortedMap;

/**
 * The AMIs that an account should use, by Region.
 *
 * @param deleted whether there is none because every build that had one is DELETED or GONE
 * @param gone whether there is none, and a build that is GONE would be offered by {@code OfferPolicy.AVAILABLE_OR_GONE}
 * @param lookedBackTo the creation time of the oldest build that was read; empty when all were
 */
public record Latest(SortedMap<Region, LatestAmi> amis, boolean deleted, boolean gone, Optional<Instant> lookedBackTo) {
    public Latest {
        amis = Sorted.copyOf(amis);
    }
}
