package imagefanout.model.sync;

import static java.util.Objects.requireNonNull;

import imagefanout.model.Digest;
import imagefanout.model.Sorted;
import imagefanout.model.distribution.ConfiguredRegion;
import imagefanout.model.distribution.DistributionConfiguration;
import imagefanout.model.distribution.ParameterChange;
import imagefanout.model.identity.AccountId;
import imagefanout.model.identity.Region;
import java.util.SortedSet;

/**
 * A change in one Region. A Region that stays as it is has none.
 *
 * @param before the target accounts as they were read; none: the field was absent. The changes before this one say which they were
 * @param after the target accounts that were sent
 * @param parameters the SSM parameters that were added and removed
 */
public record RegionChange(
        Region region,
        Targets before,
        Targets after,
        SortedSet<AccountId> added,
        SortedSet<AccountId> removed,
        ParameterChange parameters) {
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
        requireNonNull(parameters, "parameters");
    }

    public RegionChange(
            Region region,
            SortedSet<AccountId> before,
            SortedSet<AccountId> added,
            SortedSet<AccountId> removed,
            ParameterChange parameters) {
        this(
                region,
                Targets.of(before),
                Targets.of(Sorted.without(Sorted.union(before, added), removed)),
                added,
                removed,
                parameters);
    }

    /** A change of target accounts only. */
    public RegionChange(
            Region region, SortedSet<AccountId> before, SortedSet<AccountId> added, SortedSet<AccountId> removed) {
        this(region, before, added, removed, ParameterChange.NONE);
    }

    /** Whether the configuration is as it was sent. */
    boolean isDone(DistributionConfiguration now) {
        return isShown(now, after, parameters);
    }

    /** Whether the configuration is as it was read. */
    boolean isOpen(DistributionConfiguration now) {
        return isShown(now, before, parameters.reversed());
    }

    private boolean isShown(DistributionConfiguration now, Targets targets, ParameterChange done) {
        ConfiguredRegion configured = now.regions().get(region);
        return configured != null
                && Targets.of(configured.targets()).equals(targets)
                && done.isDone(configured.parameters());
    }
}
