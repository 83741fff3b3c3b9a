package imagefanout.model.plan;

import static java.util.Objects.requireNonNull;

import imagefanout.model.Digest;
import imagefanout.model.Sorted;
import imagefanout.model.distribution.AccountReference;
import imagefanout.model.distribution.ConfiguredRegion;
import imagefanout.model.distribution.DistributionConfiguration;
import imagefanout.model.distribution.ParameterChange;
import imagefanout.model.distribution.SsmParameter;
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
import java.util.stream.Stream;

/**
 * The difference between a configuration and the registry, by Region. {@link Guards} decide what may be done about it.
 *
 * @param anyWanted whether the registry has an account for any of its Regions
 * @param rule for the SSM parameters of its target accounts
 */
public record SyncPlan(
        DistributionConfiguration configuration,
        SortedSet<Group> groups,
        SortedMap<Region, RegionPlan> regions,
        boolean anyWanted,
        ParameterRule rule) {
    public SyncPlan {
        requireNonNull(configuration, "configuration");
        groups = Sorted.copyOf(groups);
        regions = Sorted.copyOf(regions);
        requireNonNull(rule, "rule");
    }

    /** The plan by which each Region that makes AMIs reaches exactly the active accounts of the groups. */
    public static SyncPlan of(
            DistributionConfiguration configuration,
            SortedSet<Group> groups,
            RegistrySnapshot registry,
            ParameterRule rule) {
        SortedMap<Region, RegionPlan> regions = new TreeMap<>();
        boolean anyWanted = false;
        for (ConfiguredRegion region : configuration.regions().values()) {
            SortedSet<AccountId> wanted = wantedIn(region.region(), groups, registry);
            keepUnknown(configuration.arn(), region, registry, wanted);
            anyWanted |= !wanted.isEmpty();
            keepBuildAccount(configuration.arn(), region, wanted);
            regions.put(region.region(), planned(configuration.arn(), region, wanted, rule));
        }
        return new SyncPlan(configuration, groups, regions, anyWanted, rule);
    }

    private static RegionPlan planned(
            DistributionConfigurationArn arn,
            ConfiguredRegion region,
            SortedSet<AccountId> wanted,
            ParameterRule rule) {
        SortedSet<AccountId> implicit = implicit(arn, region, wanted);
        List<AccountReference> stale = Stream.concat(region.accountReferences().stream(), rule.othersReferences(region))
                .filter(reference -> Sorted.union(region.targets(), implicit).contains(reference.account()))
                .filter(reference -> !wanted.contains(reference.account()))
                .sorted()
                .toList();
        return new RegionPlan(region.region(), region.targets(), implicit, wanted, stale, rule.planFor(region));
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
        SortedMap<Region, RegionPlan> same = Sorted.mapValues(
                regions,
                (region, plan) -> new RegionPlan(
                        region, plan.before(), new TreeSet<>(), plan.before(), List.of(), ParameterPlan.NONE));
        return new SyncPlan(configuration, groups, same, anyWanted, rule);
    }

    public boolean isInSync() {
        return regions.values().stream().allMatch(RegionPlan::isInSync);
    }

    /** The accounts that the configuration reaches today in at least one Region. */
    public SortedSet<AccountId> accounts() {
        return inAnyRegion(RegionPlan::reached);
    }

    /** The accounts that would be removed from at least one Region, or lose their SSM parameter there. */
    public SortedSet<AccountId> accountsToRemove() {
        return inAnyRegion(region -> region.toRemoveWith(region.wanted()));
    }

    /** As {@link #accountsToRemove}, while each account that another setting names remains a target account. */
    SortedSet<AccountId> accountsToRemoveUnlessReferenced() {
        return inAnyRegion(region -> region.toRemoveWith(region.withReferenced()));
    }

    /** The accounts that at least one Region would reach and does not reach today, or that would get an SSM parameter there. */
    public SortedSet<AccountId> accountsToAdd() {
        return inAnyRegion(region -> Sorted.union(
                Sorted.without(region.wanted(), region.reached()),
                region.parameterChange().addedAccounts()));
    }

    /** Whether the plan removes an SSM parameter. */
    boolean removesParameters() {
        return regions.values().stream()
                .anyMatch(region -> !region.parameterChange().removed().isEmpty());
    }

    /** Whether the plan adds an SSM parameter, which needs execution roles. */
    public boolean addsParameters() {
        return regions.values().stream()
                .anyMatch(region -> !region.parameterChange().added().isEmpty());
    }

    private SortedSet<AccountId> inAnyRegion(Function<RegionPlan, SortedSet<AccountId>> part) {
        SortedSet<AccountId> all = new TreeSet<>();
        regions.values().forEach(region -> all.addAll(part.apply(region)));
        return all;
    }

    /** What the plan would change, as the ledger keeps it. */
    public SortedMap<Region, RegionDrift> drift() {
        return Sorted.mapValues(
                regions,
                (region, plan) -> new RegionDrift(
                        region, plan.before(), plan.toAdd(), Sorted.without(plan.before(), plan.wanted())));
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
            add(
                    digest,
                    "parameters",
                    configuration.regions().get(region.region()).parameters());
            add(digest, "parameters to add", region.parameterChange().added());
            add(digest, "parameters to remove", region.parameterChange().removed());
        }
        return digest.end();
    }

    private static void add(Digest.Builder digest, String kind, SortedSet<SsmParameter> parameters) {
        if (!parameters.isEmpty()) {
            digest.add(kind).add(parameters.size());
            parameters.forEach(parameter ->
                    digest.add(parameter.name().value()).add(parameter.account().value()));
        }
    }

    /** Adds the changes of SSM parameters. Nothing is added where there are none. */
    public static void addParameters(Digest.Builder digest, SortedMap<Region, ParameterChange> changes) {
        changes.forEach((region, change) -> {
            digest.add(region.value());
            add(digest, "add", change.added());
            add(digest, "remove", change.removed());
        });
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
