package imagefanout.model.sync;

import static java.util.Objects.requireNonNull;

import imagefanout.model.distribution.NewConfiguration;
import imagefanout.model.identity.AccountId;
import imagefanout.model.identity.Region;
import imagefanout.model.registry.BadRow;
import imagefanout.model.registry.Group;
import imagefanout.model.registry.RegistrySnapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.function.Function;

/** What stands between a plan and a mistake. Rules without side effects: the same plan always gets the same verdict. */
public final class Guards {
    /**
     * So many target accounts may a Region have.
     *
     * @see <a
     *     href="https://docs.aws.amazon.com/imagebuilder/latest/APIReference/API_AmiDistributionConfiguration.html">targetAccountIds</a>
     */
    public static final int MAX_TARGETS = 1536;

    /** Of thousands of bad rows nobody reads more, and neither the ledger nor an answer holds them for each configuration. */
    private static final int MAX_TOLD = 20;

    private final RemovalLimits limits;

    public Guards(RemovalLimits limits) {
        this.limits = requireNonNull(limits, "limits");
    }

    /**
     * What may be done about the plan.
     *
     * @param approval what a person gave as the digest of a plan to approve: it lifts the limit on removals for the plan with
     *     exactly that digest, and nothing else
     * @param heldBefore the accounts whose removal was held when a plan could last be judged. As long as all of them are
     *     still to be removed they stay held, also when additions have meanwhile raised what the limit allows
     */
    public Verdict judge(
            SyncPlan plan, RegistrySnapshot registry, Optional<String> approval, Set<AccountId> heldBefore) {
        List<String> forbidden = new ArrayList<>(plan.configuration().obstacles());
        forbidden.addAll(registryObstacles(plan.groups(), registry, plan.losingAccounts(), plan.anyWanted()));
        forbidden.addAll(outputObstacles(plan));
        SortedMap<Region, SortedSet<AccountId>> wanted = targets(plan, RegionPlan::wanted);
        forbidden.addAll(sizeObstacles(wanted));
        if (!forbidden.isEmpty()) {
            return handsOff(plan, forbidden);
        }
        int leaving = plan.losingAccounts().size();
        int allowed = limits.allowedOf(plan.accounts().size());
        boolean approved = approval.filter(plan.digest().hex()::equals).isPresent();
        boolean stillHeld = !heldBefore.isEmpty() && plan.losingAccounts().containsAll(heldBefore);
        if (approved || leaving <= allowed && !stillHeld) {
            return new Verdict.Apply(wanted);
        }
        String held = leaving + " of " + plan.accounts().size() + " accounts would be removed and "
                + (stillHeld && leaving <= allowed ? "were held before" : allowed + " may without an approval")
                + ": all removals are held";
        SortedMap<Region, SortedSet<AccountId>> grown = targets(plan, RegionPlan::withoutRemovals);
        List<String> tooMany = sizeObstacles(grown);
        if (!tooMany.isEmpty()) {
            tooMany.add(held);
            return handsOff(plan, tooMany);
        }
        return new Verdict.Held(grown, List.of(held));
    }

    /** What forbids to create a configuration that reaches these accounts; none: it may be created. */
    List<String> judgeNew(NewConfiguration configuration, RegistrySnapshot registry) {
        boolean asked = configuration.targets().values().stream().anyMatch(accounts -> !accounts.isEmpty());
        List<String> forbidden =
                registryObstacles(configuration.declaration().groups().groups(), registry, Set.of(), asked);
        forbidden.addAll(sizeObstacles(configuration.targets()));
        return told(forbidden);
    }

    private static List<String> registryObstacles(
            SortedSet<Group> groups, RegistrySnapshot registry, Set<AccountId> leaving, boolean asked) {
        List<String> obstacles = new ArrayList<>();
        registry.badRowsConcerning(groups, leaving).stream()
                .map(BadRow::toString)
                .map("the registry cannot be read for its accounts: "::concat)
                .forEach(obstacles::add);
        if (!asked) {
            obstacles.add("the registry has no active account of the groups " + groups
                    + " in any of its Regions, and nobody at all is no plan");
        }
        return obstacles;
    }

    private static List<String> outputObstacles(SyncPlan plan) {
        List<String> obstacles = new ArrayList<>();
        for (RegionPlan region : plan.regions().values()) {
            boolean hasOutput =
                    plan.configuration().regions().get(region.region()).hasOtherOutput();
            if (region.wanted().isEmpty() && !hasOutput) {
                obstacles.add(
                        region.region() + " would be left without an output: the registry wants no account there");
            }
        }
        return obstacles;
    }

    private static List<String> sizeObstacles(SortedMap<Region, SortedSet<AccountId>> targets) {
        List<String> obstacles = new ArrayList<>();
        targets.forEach((region, accounts) -> {
            if (accounts.size() > MAX_TARGETS) {
                obstacles.add(region + " would have " + accounts.size() + " target accounts, and Image Builder takes "
                        + MAX_TARGETS + " at most");
            }
        });
        return obstacles;
    }

    private static Verdict handsOff(SyncPlan plan, List<String> reasons) {
        return new Verdict.LeaveAlone(targets(plan, RegionPlan::before), told(reasons));
    }

    private static List<String> told(List<String> reasons) {
        if (reasons.size() <= MAX_TOLD) {
            return reasons;
        }
        List<String> told = new ArrayList<>(reasons.subList(0, MAX_TOLD));
        told.add("and " + (reasons.size() - MAX_TOLD) + " more");
        return told;
    }

    private static SortedMap<Region, SortedSet<AccountId>> targets(
            SyncPlan plan, Function<RegionPlan, SortedSet<AccountId>> part) {
        SortedMap<Region, SortedSet<AccountId>> targets = new TreeMap<>();
        plan.regions().forEach((region, change) -> targets.put(region, part.apply(change)));
        return targets;
    }
}
