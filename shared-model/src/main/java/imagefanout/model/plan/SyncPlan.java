package imagefanout.model.plan;

import static java.util.Objects.requireNonNull;

import imagefanout.model.Digest;
import imagefanout.model.Sorted;
import imagefanout.model.distribution.AccountReference;
import imagefanout.model.distribution.ConfiguredRegion;
import imagefanout.model.distribution.DistributionConfiguration;
import imagefanout.model.identity.AccountId;
import imagefanout.model.identity.DistributionConfigurationArn;
import imagefanout.model.identity.Region;
import imagefanout.model.registry.AccountStatus;
import imagefanout.model.registry.Group;
import imagefanout.model.registry.RegistrySnapshot;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * The difference between a configuration and the registry, by Region. {@link Guards} decide what may be done about it.
 *
 * @param anyWanted whether the registry has an account for any of its Regions
 */
public record SyncPlan(
        DistributionConfiguration configuration,
        SortedSet<Group> groups,
        SortedMap<Region, RegionPlan> regions,
        boolean anyWanted) {
    public SyncPlan {
        requireNonNull(configuration, "configuration");
        groups = Sorted.copyOf(groups);
        regions = Sorted.copyOf(regions);
    }

    /** The plan by which each Region that makes AMIs reaches exactly the active accounts of the groups. */
    public static SyncPlan of(
            DistributionConfiguration configuration, SortedSet<Group> groups, RegistrySnapshot registry) {
        SortedMap<Region, RegionPlan> regions = new TreeMap<>();
        boolean anyWanted = false;
        for (ConfiguredRegion region : configuration.regions().values()) {
            SortedSet<AccountId> wanted = wantedIn(region.region(), groups, registry);
            keepUnknown(configuration.arn(), region, registry, wanted);
            anyWanted |= !wanted.isEmpty();
            keepBuildAccount(configuration.arn(), region, wanted);
            regions.put(region.region(), planned(configuration.arn(), region, wanted));
        }
        return new SyncPlan(configuration, groups, regions, anyWanted);
    }

    private static RegionPlan planned(
            DistributionConfigurationArn arn, ConfiguredRegion region, SortedSet<AccountId> wanted) {
        SortedSet<AccountId> implicit = implicit(arn, region, wanted);
        List<AccountReference> stale = region.accountReferences().stream()
                .filter(reference -> Sorted.union(region.targets(), implicit).contains(reference.account()))
                .filter(reference -> !wanted.contains(reference.account()))
                .sorted()
                .toList();
        return new RegionPlan(region.region(), region.targets(), implicit, wanted, stale);
    }

    /** Outside the build's own Region, the first target account replaces the build account. */
    private static SortedSet<AccountId> implicit(
            DistributionConfigurationArn arn, ConfiguredRegion region, SortedSet<AccountId> wanted) {
        boolean replaced = region.targets().isEmpty()
                && !wanted.isEmpty()
                && !region.region().equals(arn.region());
        return replaced ? new TreeSet<>(Set.of(arn.account())) : new TreeSet<>();
    }

    /** The accounts that a configuration with these groups should reach in the Region. */
    public static SortedSet<AccountId> wantedIn(Region region, Set<Group> groups, RegistrySnapshot registry) {
        SortedSet<AccountId> wanted = new TreeSet<>();
        registry.accounts().forEach((id, account) -> {
            if (account.isWanted(groups, region)) {
                wanted.add(id);
            }
        });
        return wanted;
    }

    /** Nobody is removed because of a status that this version does not know. */
    private static void keepUnknown(
            DistributionConfigurationArn arn,
            ConfiguredRegion region,
            RegistrySnapshot registry,
            SortedSet<AccountId> wanted) {
        Sorted.union(region.targets(), implicit(arn, region, wanted)).stream()
                .filter(id -> Optional.ofNullable(registry.accounts().get(id))
                        .filter(account -> account.status() == AccountStatus.UNKNOWN)
                        .isPresent())
                .forEach(wanted::add);
    }

    /**
     * In the build's own Region, the build account always gets a copy. So it remains a target there if it is one, and becomes
     * the only target if the Region would have no output otherwise.
     */
    private static void keepBuildAccount(
            DistributionConfigurationArn arn, ConfiguredRegion region, SortedSet<AccountId> wanted) {
        boolean named = region.targets().contains(arn.account());
        boolean alone = wanted.isEmpty() && !region.hasOtherOutput();
        if (region.region().equals(arn.region()) && (named || alone)) {
            wanted.add(arn.account());
        }
    }

    /** The plan that leaves the configuration as it is. */
    public SyncPlan withoutChanges() {
        SortedMap<Region, RegionPlan> same = new TreeMap<>();
        regions.forEach((region, plan) ->
                same.put(region, new RegionPlan(region, plan.before(), new TreeSet<>(), plan.before(), List.of())));
        return new SyncPlan(configuration, groups, same, anyWanted);
    }

    public boolean isInSync() {
        return regions.values().stream().allMatch(RegionPlan::isInSync);
    }

    /** The accounts that the configuration reaches today in at least one Region. */
    public SortedSet<AccountId> accounts() {
        return inAnyRegion(RegionPlan::reached);
    }

    /** The accounts that would be removed from at least one Region. */
    public SortedSet<AccountId> accountsToRemove() {
        return inAnyRegion(RegionPlan::toRemove);
    }

    /** The accounts that at least one Region would reach and does not reach today. */
    public SortedSet<AccountId> accountsToAdd() {
        return inAnyRegion(region -> Sorted.without(region.wanted(), region.reached()));
    }

    /** The accounts that would be removed from at least one Region with these target accounts. */
    public SortedSet<AccountId> accountsRemovedBy(SortedMap<Region, SortedSet<AccountId>> targets) {
        return inAnyRegion(region -> Sorted.without(region.toRemove(), targets.get(region.region())));
    }

    private SortedSet<AccountId> inAnyRegion(Function<RegionPlan, SortedSet<AccountId>> part) {
        SortedSet<AccountId> all = new TreeSet<>();
        regions.values().forEach(region -> all.addAll(part.apply(region)));
        return all;
    }

    /** What the plan would change, as the ledger keeps it. */
    public SortedMap<Region, RegionDrift> drift() {
        SortedMap<Region, RegionDrift> drift = new TreeMap<>();
        regions.forEach((region, plan) -> drift.put(
                region,
                new RegionDrift(region, plan.before(), plan.toAdd(), Sorted.without(plan.before(), plan.wanted()))));
        return drift;
    }

    /**
     * Identifies this plan for the configuration as it was read. The same differences have another digest once someone has
     * written the configuration, so an approval cannot be used for another state.
     */
    public Digest digest() {
        Digest.Builder digest = Digest.of("plan")
                .add(configuration.arn().toString())
                .add(configuration.updatedAt())
                .add(configuration.rest().json());
        for (RegionPlan region : regions.values()) {
            digest.add(region.region().value());
            add(digest, region.before());
            add(digest, region.wanted());
        }
        return digest.end();
    }

    public static void add(Digest.Builder digest, SortedMap<Region, SortedSet<AccountId>> targets) {
        targets.forEach((region, accounts) -> {
            digest.add(region.value());
            add(digest, accounts);
        });
    }

    private static void add(Digest.Builder digest, SortedSet<AccountId> accounts) {
        digest.add(accounts.size());
        accounts.forEach(account -> digest.add(account.value()));
    }
}
