package imagefanout.model.sync;

import static java.util.Objects.requireNonNull;

import imagefanout.model.distribution.AccountReference;
import imagefanout.model.identity.AccountId;
import imagefanout.model.identity.Region;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What should become of one Region of a configuration.
 *
 * @param before the target accounts as read
 * @param unnamed who gets the AMI only because no target account is named, and none when one is: the build account, or nobody
 * @param wanted the target accounts that the registry asks for
 * @param staleReferences where other settings name an account that is to be removed
 */
public record RegionPlan(
        Region region,
        SortedSet<AccountId> before,
        SortedSet<AccountId> unnamed,
        SortedSet<AccountId> wanted,
        List<AccountReference> staleReferences) {
    public RegionPlan {
        requireNonNull(region, "region");
        before = Collections.unmodifiableSortedSet(new TreeSet<>(before));
        unnamed = Collections.unmodifiableSortedSet(new TreeSet<>(unnamed));
        wanted = Collections.unmodifiableSortedSet(new TreeSet<>(wanted));
        staleReferences = List.copyOf(staleReferences);
    }

    public SortedSet<AccountId> toAdd() {
        return without(wanted, before);
    }

    public SortedSet<AccountId> toRemove() {
        return without(reached(), wanted);
    }

    /** Who gets the AMI as the configuration was read, named or not. */
    SortedSet<AccountId> reached() {
        SortedSet<AccountId> all = new TreeSet<>(before);
        all.addAll(unnamed);
        return all;
    }

    /** The target accounts when nobody leaves. */
    SortedSet<AccountId> withoutRemovals() {
        SortedSet<AccountId> all = reached();
        all.addAll(wanted);
        return all;
    }

    boolean isEqual() {
        return before.equals(wanted);
    }

    static SortedSet<AccountId> without(SortedSet<AccountId> some, SortedSet<AccountId> others) {
        SortedSet<AccountId> left = new TreeSet<>(some);
        left.removeAll(others);
        return left;
    }
}
