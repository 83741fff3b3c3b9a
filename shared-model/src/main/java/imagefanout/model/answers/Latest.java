package imagefanout.model.answers;

import imagefanout.model.identity.Region;
import java.time.Instant;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The AMIs that an account should use, by Region.
 *
 * @param deleted true when there is none, and every build that had one is deleted
 * @param lookedBackTo the creation of the oldest build that was looked at; empty when all were
 */
public record Latest(SortedMap<Region, LatestAmi> amis, boolean deleted, Optional<Instant> lookedBackTo) {
    public Latest {
        amis = Collections.unmodifiableSortedMap(new TreeMap<>(amis));
    }
}
