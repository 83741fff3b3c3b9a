package imagefanout.model.sync;

import static java.util.Objects.requireNonNull;

import imagefanout.model.Digest;
import imagefanout.model.Sorted;
import imagefanout.model.identity.AccountId;
import imagefanout.model.identity.Region;
import java.util.SortedSet;

/**
 * A change in one Region. A Region that stays as it is has none.
 *
 * @param before the target accounts as they were read; none: the field was absent. The changes before this one say which they were
 * @param after the target accounts that were sent
 */
public record RegionChange(
        Region region, Targets before, Targets after, SortedSet<AccountId> added, SortedSet<AccountId> removed) {
    /** How many target accounts a Region has, and the digest of them. */
    public record Targets(int count, Digest digest) {
        public Targets {
            requireNonNull(digest, "digest");
        }

        public static Targets of(SortedSet<AccountId> accounts) {
            Digest.Builder digest = Digest.of("targets");
            accounts.forEach(account -> digest.add(account.value()));
            return new Targets(accounts.size(), digest.end());
        }
    }

    public RegionChange {
        requireNonNull(region, "region");
        requireNonNull(before, "before");
        requireNonNull(after, "after");
        added = Sorted.copyOf(added);
        removed = Sorted.copyOf(removed);
    }

    public RegionChange(
            Region region, SortedSet<AccountId> before, SortedSet<AccountId> added, SortedSet<AccountId> removed) {
        this(
                region,
                Targets.of(before),
                Targets.of(Sorted.without(Sorted.union(before, added), removed)),
                added,
                removed);
    }
}
