package imagefanout.model.plan;

import static java.util.Objects.requireNonNull;

import imagefanout.model.approval.HeldAccounts;
import imagefanout.model.distribution.GroupTag;
import imagefanout.model.distribution.NewConfiguration;
import imagefanout.model.distribution.ParameterChange;
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
import java.util.TreeSet;
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

    private final AccountLimits removals;
    private final AccountLimits additions;

    public Guards(AccountLimits removals, AccountLimits additions) {
        this.removals = requireNonNull(removals, "removals");
        this.additions = requireNonNull(additions, "additions");
    }

    /**
     * Decides what may be done.
     *
     * @param approval the digest of the plan that a person approves. It lifts the limits for exactly this plan
     * @param heldBefore the accounts that were on hold when a plan was last judged. While all of those to remove are still to be
     *     removed they stay on hold, even if additions have raised the limit meanwhile. The same goes for those to add
     */
    public Verdict judge(SyncPlan plan, RegistrySnapshot registry, Optional<String> approval, HeldAccounts heldBefore) {
        if (plan.regions().isEmpty()) {
            return leaveAlone(plan, forNoAmi(plan));
        }
        SortedMap<Region, SortedSet<AccountId>> wanted = targets(plan, RegionPlan::wanted);
        List<String> forbidden = new ArrayList<>(plan.configuration().obstacles());
        forbidden.addAll(badRows(plan.groups(), registry, plan.accountsToRemove()));
        if (!plan.anyWanted()) {
            forbidden.add(noneWanted(plan.groups()) + wouldRemove(plan));
        }
        forbidden.addAll(regionsWithoutOutput(plan));
        forbidden.addAll(tooManyTargets(wanted));
        forbidden.addAll(plan.rule().conflicts(plan.configuration()));
        if (!forbidden.isEmpty()) {
            return leaveAlone(plan, forbidden);
        }
        List<String> withheld = plan.rule().withheld();
        if (approval.filter(plan.digest().hex()::equals).isPresent()) {
            List<String> broken = references(plan, "");
            broken.addAll(withheld);
            return verdict(
                    withheld.isEmpty() ? Verdict.Decision.APPLY : Verdict.Decision.HOLD,
                    plan,
                    wanted,
                    HeldAccounts.NONE,
                    broken);
        }
        List<String> reasons = new ArrayList<>();
        SortedSet<AccountId> heldRemovals = heldRemovals(plan, heldBefore.removals(), reasons);
        SortedSet<AccountId> heldAdditions = heldAdditions(plan, heldBefore.additions(), reasons);
        reasons.addAll(references(
                plan,
                heldRemovals.isEmpty() ? ". Its removal is on hold: change the setting, or approve the plan" : ""));
        reasons.addAll(withheld);
        return reasons.isEmpty()
                ? verdict(Verdict.Decision.APPLY, plan, wanted, HeldAccounts.NONE, List.of())
                : hold(plan, new HeldAccounts(heldRemovals, heldAdditions), reasons);
    }

    /** All accounts that the plan removes, or none. */
    private SortedSet<AccountId> heldRemovals(SyncPlan plan, Set<AccountId> heldBefore, List<String> reasons) {
        SortedSet<AccountId> removed = plan.accountsToRemove();
        int counted = plan.accountsRemovedBy(targets(plan, RegionPlan::withReferenced))
                .size();
        return held(removed, counted, removals.limitFor(plan.accounts().size()), heldBefore, "removal")
                .map(why -> {
                    reasons.add(removed.size() + " of " + plan.accounts().size() + " accounts would be removed"
                            + (plan.removesParameters() ? " or lose their SSM parameter; " : "; ") + why
                            + ". All removals are on hold");
                    return removed;
                })
                .orElseGet(TreeSet::new);
    }

    /** All accounts that the plan adds, or none. */
    private SortedSet<AccountId> heldAdditions(SyncPlan plan, Set<AccountId> heldBefore, List<String> reasons) {
        SortedSet<AccountId> added = plan.accountsToAdd();
        return held(added, added.size(), additions.limitFor(plan.accounts().size()), heldBefore, "addition")
                .map(why -> {
                    reasons.add(added.size() + " accounts would be added to "
                            + plan.accounts().size() + (plan.addsParameters() ? " or get an SSM parameter; " : "; ")
                            + why + ". All additions are on hold");
                    return added;
                })
                .orElseGet(TreeSet::new);
    }

    /** Why these accounts are on hold; empty: they are not. */
    private static Optional<String> held(
            SortedSet<AccountId> accounts, int counted, int limit, Set<AccountId> heldBefore, String change) {
        if (counted > limit) {
            return Optional.of("the limit without approval is " + limit);
        }
        return !heldBefore.isEmpty() && accounts.containsAll(heldBefore)
                ? Optional.of("their " + change + " was on hold before and was not approved")
                : Optional.empty();
    }

    private static List<String> forNoAmi(SyncPlan plan) {
        List<String> reasons = new ArrayList<>(plan.configuration().obstacles());
        reasons.add(
                "it distributes no AMI, so it has no target accounts: add AMI settings to a Region, or remove the tag "
                        + GroupTag.KEY);
        return reasons;
    }

    private static String wouldRemove(SyncPlan plan) {
        SortedSet<AccountId> removed = plan.accountsToRemove();
        return removed.isEmpty()
                ? ", so there is no account to add"
                : ". The plan would remove " + removed.size() + " of "
                        + plan.accounts().size() + " accounts, so it was not applied";
    }

    /** Accounts on hold may leave no room for those that are to be added. */
    private static Verdict hold(SyncPlan plan, HeldAccounts held, List<String> reasons) {
        SortedMap<Region, SortedSet<AccountId>> targets = targets(
                plan,
                region -> allowed(
                        region, held.removals().isEmpty(), held.additions().isEmpty()));
        List<String> tooMany = tooManyTargets(targets);
        if (!tooMany.isEmpty()) {
            tooMany.addAll(reasons);
            return leaveAlone(plan, tooMany);
        }
        return verdict(Verdict.Decision.HOLD, plan, targets, held, reasons);
    }

    private static Verdict verdict(
            Verdict.Decision decision,
            SyncPlan plan,
            SortedMap<Region, SortedSet<AccountId>> targets,
            HeldAccounts held,
            List<String> reasons) {
        return new Verdict(decision, targets, parameters(plan, targets, held), held, shortened(reasons));
    }

    private static SortedMap<Region, ParameterChange> parameters(
            SyncPlan plan, SortedMap<Region, SortedSet<AccountId>> targets, HeldAccounts held) {
        SortedMap<Region, ParameterChange> changes = new TreeMap<>();
        plan.regions()
                .forEach((region, planned) -> changes.put(
                        region,
                        planned.parameterChange(
                                targets.get(region),
                                held.removals().isEmpty(),
                                held.additions().isEmpty())));
        changes.values().removeIf(ParameterChange::isEmpty);
        return changes;
    }

    private static SortedSet<AccountId> allowed(RegionPlan region, boolean removes, boolean adds) {
        SortedSet<AccountId> after = removes ? region.withReferenced() : region.withoutRemovals();
        if (adds) {
            return after;
        }
        after.retainAll(region.before());
        // A Region keeps the accounts that it has rather than to have none until others may be added.
        return after.isEmpty() && !region.wanted().isEmpty() ? region.before() : after;
    }

    /** What each setting that names a leaving account means for the plan. */
    private static List<String> references(SyncPlan plan, String consequence) {
        List<String> references = new ArrayList<>();
        plan.regions().forEach((region, planned) -> planned.staleReferences()
                .forEach(reference -> references.add(region + ": " + reference + ". Without it as a target account, "
                        + reference.withoutTarget() + consequence)));
        return references;
    }

    /** Why a configuration with these target accounts must not be created; none: it may be. */
    public List<String> judgeNew(NewConfiguration configuration, RegistrySnapshot registry) {
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
                    && !planned.isInSync()
                    && !plan.configuration().regions().get(region).hasOtherOutput()) {
                obstacles.add(region
                        + " would have no output that makes an AMI: the registry has no active account of the groups "
                        + plan.groups() + " for it");
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
        return new Verdict(
                Verdict.Decision.LEAVE_ALONE, targets(plan, RegionPlan::before), HeldAccounts.NONE, shortened(reasons));
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
