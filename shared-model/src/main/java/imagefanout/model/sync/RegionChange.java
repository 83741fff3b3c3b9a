package imagefanout.model.sync;

import static java.util.Objects.requireNonNull;

import imagefanout.model.identity.AccountId;
import imagefanout.model.identity.Region;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What a change does in one Region. A Region that stays as it is has none.
 *
 * @param before the target accounts as they were read; none: the field was absent
 */
public record RegionChange(
        Region region, SortedSet<AccountId> before, SortedSet<AccountId> added, SortedSet<AccountId> removed) {
    public RegionChange {
        requireNonNull(region, "region");
        before = Collections.unmodifiableSortedSet(new TreeSet<>(before));
        added = Collections.unmodifiableSortedSet(new TreeSet<>(added));
        removed = Collections.unmodifiableSortedSet(new TreeSet<>(removed));
    }

    public SortedSet<AccountId> after() {
        SortedSet<AccountId> after = new TreeSet<>(before);
        after.addAll(added);
        after.removeAll(removed);
        return after;
    }
}
