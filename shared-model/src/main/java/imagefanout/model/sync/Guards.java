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

/** The rules that stop a plan that may be a mistake. They have no side effects. */
public final class Guards {
    /**
     * Image Builder's limit of target accounts for each Region.
     *
     * @see <a
     *     href="https://docs.aws.amazon.com/imagebuilder/latest/APIReference/API_AmiDistributionConfiguration.html">targetAccountIds</a>
     */
    public static final int MAX_TARGETS = 1536;

    /** Limits what the ledger stores and an answer shows, for each configuration. */
    private static final int MAX_REASONS = 20;

    private final RemovalLimits limits;

    public Guards(RemovalLimits limits) {
        this.limits = requireNonNull(limits, "limits");
    }

    /**
     * Decides what may be done.
     *
     * @param approval the digest of the plan that a person approves. It lifts the limit on removals for exactly this plan
     * @param heldBefore the accounts whose removal was on hold when a plan was last judged. While all of them are still to be
     *     removed they stay on hold, even if additions have raised the limit meanwhile
     */
    public Verdict judge(
            SyncPlan plan, RegistrySnapshot registry, Optional<String> approval, Set<AccountId> heldBefore) {
        SortedMap<Region, SortedSet<AccountId>> wanted = targets(plan, RegionPlan::wanted);
        SortedSet<AccountId> removed = plan.accountsToRemove();
        List<String> forbidden = new ArrayList<>(plan.configuration().obstacles());
        forbidden.addAll(badRows(plan.groups(), registry, removed));
        if (!plan.anyWanted()) {
            forbidden.add(noneWanted(plan.groups()) + ". The plan would remove every account, so it was not applied");
        }
        forbidden.addAll(regionsWithoutOutput(plan));
        forbidden.addAll(tooManyTargets(wanted));
        if (!forbidden.isEmpty()) {
            return leaveAlone(plan, forbidden);
        }
        int limit = limits.limitFor(plan.accounts().size());
        boolean approved = approval.filter(plan.digest().hex()::equals).isPresent();
        boolean stillHeld = !heldBefore.isEmpty() && removed.containsAll(heldBefore);
        if (approved || removed.size() <= limit && !stillHeld) {
            return new Verdict(Verdict.Decision.APPLY, wanted, List.of());
        }
        return holdRemovals(
                plan,
                removed.size() > limit
                        ? "the limit without approval is " + limit
                        : "their removal was on hold before and was not approved");
    }

    private static Verdict holdRemovals(SyncPlan plan, String why) {
        String held = plan.accountsToRemove().size() + " of " + plan.accounts().size() + " accounts would be removed; "
                + why + ". All removals are on hold";
        SortedMap<Region, SortedSet<AccountId>> withAdditions = targets(plan, RegionPlan::withoutRemovals);
        List<String> tooMany = tooManyTargets(withAdditions);
        if (!tooMany.isEmpty()) {
            tooMany.add(held);
            return leaveAlone(plan, tooMany);
        }
        return new Verdict(Verdict.Decision.HOLD_REMOVALS, withAdditions, List.of(held));
    }

    /** Why a configuration with these target accounts must not be created; none: it may be. */
    List<String> judgeNew(NewConfiguration configuration, RegistrySnapshot registry) {
        SortedSet<Group> groups = configuration.declaration().groups().groups();
        List<String> forbidden = badRows(groups, registry, Set.of());
        if (configuration.targets().values().stream().allMatch(SortedSet::isEmpty)) {
            forbidden.add(noneWanted(groups));
        }
        forbidden.addAll(tooManyTargets(configuration.targets()));
        return shortened(forbidden);
    }

    private static List<String> badRows(SortedSet<Group> groups, RegistrySnapshot registry, Set<AccountId> removed) {
        List<String> obstacles = new ArrayList<>();
        for (BadRow row : registry.badRowsConcerning(groups, removed)) {
            obstacles.add("a registry row that may concern its accounts cannot be read: " + row);
        }
        return obstacles;
    }

    private static String noneWanted(SortedSet<Group> groups) {
        return "the registry has no active account of the groups " + groups + " for any of its Regions";
    }

    private static List<String> regionsWithoutOutput(SyncPlan plan) {
        List<String> obstacles = new ArrayList<>();
        plan.regions().forEach((region, planned) -> {
            if (planned.wanted().isEmpty()
                    && !plan.configuration().regions().get(region).hasOtherOutput()) {
                obstacles.add(region + " would have no output: the registry has no account for it");
            }
        });
        return obstacles;
    }

    private static List<String> tooManyTargets(SortedMap<Region, SortedSet<AccountId>> targets) {
        List<String> obstacles = new ArrayList<>();
        targets.forEach((region, accounts) -> {
            if (accounts.size() > MAX_TARGETS) {
                obstacles.add(region + " would have " + accounts.size()
                        + " target accounts; Image Builder accepts at most " + MAX_TARGETS);
            }
        });
        return obstacles;
    }

    private static Verdict leaveAlone(SyncPlan plan, List<String> reasons) {
        return new Verdict(Verdict.Decision.LEAVE_ALONE, targets(plan, RegionPlan::before), shortened(reasons));
    }

    private static List<String> shortened(List<String> reasons) {
        if (reasons.size() <= MAX_REASONS) {
            return reasons;
        }
        List<String> first = new ArrayList<>(reasons.subList(0, MAX_REASONS));
        first.add("and " + (reasons.size() - MAX_REASONS) + " more");
        return first;
    }

    private static SortedMap<Region, SortedSet<AccountId>> targets(
            SyncPlan plan, Function<RegionPlan, SortedSet<AccountId>> part) {
        SortedMap<Region, SortedSet<AccountId>> targets = new TreeMap<>();
        plan.regions().forEach((region, planned) -> targets.put(region, part.apply(planned)));
        return targets;
    }
}
