package imagefanout.model.sync;

import static java.util.Objects.requireNonNull;

import imagefanout.model.Sorted;
import imagefanout.model.identity.AccountId;
import imagefanout.model.identity.Region;
import java.util.SortedSet;

/**
 * A change in one Region. A Region that stays as it is has none.
 *
 * @param before the target accounts as they were read; none: the field was absent
 */
public record RegionChange(
        Region region, SortedSet<AccountId> before, SortedSet<AccountId> added, SortedSet<AccountId> removed) {
    public RegionChange {
        requireNonNull(region, "region");
        before = Sorted.copyOf(before);
        added = Sorted.copyOf(added);
        removed = Sorted.copyOf(removed);
    }

    public SortedSet<AccountId> after() {
        return Sorted.without(Sorted.union(before, added), removed);
    }
}
