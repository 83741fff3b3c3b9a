package imagefanout.model.sync;

import static java.util.Objects.requireNonNull;

import imagefanout.model.identity.AccountId;
import imagefanout.model.identity.Region;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * One Region of a configuration against the registry, after a run.
 *
 * @param configured the accounts that the configuration names: the next build reaches them
 * @param missing those that the registry wants and the configuration does not name
 * @param surplus those of {@code configured} that the registry does not want
 */
public record RegionDrift(
        Region region, SortedSet<AccountId> configured, SortedSet<AccountId> missing, SortedSet<AccountId> surplus) {
    public RegionDrift {
        requireNonNull(region, "region");
        configured = Collections.unmodifiableSortedSet(new TreeSet<>(configured));
        missing = Collections.unmodifiableSortedSet(new TreeSet<>(missing));
        surplus = Collections.unmodifiableSortedSet(new TreeSet<>(surplus));
    }
}
