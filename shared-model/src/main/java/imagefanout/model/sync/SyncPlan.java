package imagefanout.model.sync;

import static java.util.Objects.requireNonNull;

import imagefanout.model.Digest;
import imagefanout.model.distribution.AccountReference;
import imagefanout.model.distribution.ConfiguredRegion;
import imagefanout.model.distribution.DistributionConfiguration;
import imagefanout.model.identity.AccountId;
import imagefanout.model.identity.DistributionConfigurationArn;
import imagefanout.model.identity.Region;
import imagefanout.model.registry.Group;
import imagefanout.model.registry.RegistrySnapshot;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * The difference between a configuration and the registry, Region by Region. What may be done about it is for the {@link
 * Guards} to say.
 *
 * @param groups the groups whose accounts it should reach
 * @param anyWanted whether the registry asks for any account in any of its Regions
 */
public record SyncPlan(
        DistributionConfiguration configuration,
        SortedSet<Group> groups,
        SortedMap<Region, RegionPlan> regions,
        boolean anyWanted) {
    public SyncPlan {
        requireNonNull(configuration, "configuration");
        groups = Collections.unmodifiableSortedSet(new TreeSet<>(groups));
        regions = Collections.unmodifiableSortedMap(new TreeMap<>(regions));
    }

    /** The plan that makes each AMI-making Region reach the active accounts of the groups, and no others. */
    public static SyncPlan of(
            DistributionConfiguration configuration, SortedSet<Group> groups, RegistrySnapshot registry) {
        SortedMap<Region, RegionPlan> regions = new TreeMap<>();
        boolean anyWanted = false;
        for (ConfiguredRegion region : configuration.regions().values()) {
            SortedSet<AccountId> wanted = wantedIn(region.region(), groups, registry);
            anyWanted |= !wanted.isEmpty();
            keepBuildAccount(configuration.arn(), region, wanted);
            regions.put(region.region(), planned(configuration.arn(), region, wanted));
        }
        return new SyncPlan(configuration, groups, regions, anyWanted);
    }

    private static RegionPlan planned(
            DistributionConfigurationArn arn, ConfiguredRegion region, SortedSet<AccountId> wanted) {
        SortedSet<AccountId> unnamed = unnamed(arn, region, wanted);
        List<AccountReference> staleReferences = region.accountReferences().stream()
                .filter(mention -> region.targets().contains(mention.account()) || unnamed.contains(mention.account()))
                .filter(mention -> !wanted.contains(mention.account()))
                .sorted()
                .toList();
        return new RegionPlan(region.region(), region.targets(), unnamed, wanted, staleReferences);
    }

    /** Outside the build's own Region the first target account takes the build account's place: it leaves like any other. */
    private static SortedSet<AccountId> unnamed(
            DistributionConfigurationArn arn, ConfiguredRegion region, SortedSet<AccountId> wanted) {
        boolean isItsPlace = region.targets().isEmpty() && !region.region().equals(arn.region());
        return isItsPlace && !wanted.isEmpty() ? new TreeSet<>(Set.of(arn.account())) : Collections.emptySortedSet();
    }

    /** The accounts that a configuration with these groups should reach in the Region. */
    static SortedSet<AccountId> wantedIn(Region region, Set<Group> groups, RegistrySnapshot registry) {
        SortedSet<AccountId> wanted = new TreeSet<>();
        registry.accounts().forEach((id, account) -> {
            if (account.isWanted(groups, region)) {
                wanted.add(id);
            }
        });
        return wanted;
    }

    /**
     * The build's own Region always gives the build account its copy. Where its targets name that account it therefore stays,
     * whatever the registry says, and where nothing else would be left it stands for "nobody but the build account".
     */
    private static void keepBuildAccount(
            DistributionConfigurationArn arn, ConfiguredRegion region, SortedSet<AccountId> wanted) {
        if (!region.region().equals(arn.region())) {
            return;
        }
        boolean named = region.targets().contains(arn.account());
        boolean alone = wanted.isEmpty() && !region.hasOtherOutput();
        if (named || alone) {
            wanted.add(arn.account());
        }
    }

    public boolean isEqual() {
        return regions.values().stream().allMatch(RegionPlan::isEqual);
    }

    /** The different accounts that the configuration names today, or that lose what they get without being named. */
    public SortedSet<AccountId> accounts() {
        return different(RegionPlan::reached);
    }

    /** The different accounts that would lose a Region at least. */
    public SortedSet<AccountId> losingAccounts() {
        return different(RegionPlan::toRemove);
    }

    private SortedSet<AccountId> different(Function<RegionPlan, SortedSet<AccountId>> part) {
        SortedSet<AccountId> all = new TreeSet<>();
        regions.values().forEach(region -> all.addAll(part.apply(region)));
        return all;
    }

    /**
     * Names exactly this plan for exactly the configuration that was read: the same differences for a configuration that
     * somebody wrote since have another digest, so that no approval outlives what it was given for.
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

    static void add(Digest.Builder digest, SortedSet<AccountId> accounts) {
        digest.add(accounts.size());
        accounts.forEach(account -> digest.add(account.value()));
    }
}
