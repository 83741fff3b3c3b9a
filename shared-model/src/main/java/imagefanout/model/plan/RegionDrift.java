package imagefanout.model.plan;

import static java.util.Objects.requireNonNull;

import imagefanout.model.Sorted;
import imagefanout.model.identity.AccountId;
import imagefanout.model.identity.Region;
import java.util.SortedSet;

/**
 * The difference between configuration and registry in one Region, after a run.
 *
 * @param configured the accounts in the configuration: the next build reaches them
 * @param missing those that the registry wants and the configuration lacks
 * @param surplus those in the configuration that the registry does not want
 */
public record RegionDrift(
        Region region, SortedSet<AccountId> configured, SortedSet<AccountId> missing, SortedSet<AccountId> surplus) {
    public RegionDrift {
        requireNonNull(region, "region");
        configured = Sorted.copyOf(configured);
        missing = Sorted.copyOf(missing);
        surplus = Sorted.copyOf(surplus);
    }
}
