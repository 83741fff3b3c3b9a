package imagefanout.model.plan;

import static java.util.Objects.requireNonNull;

import imagefanout.model.Sorted;
import imagefanout.model.approval.HeldAccounts;
import imagefanout.model.distribution.GroupTag;
import imagefanout.model.distribution.NewConfiguration;
import imagefanout.model.distribution.ParameterChange;
import imagefanout.model.identity.AccountId;
import imagefanout.model.identity.Region;
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
        List<String> forbidden = forbidden(plan, registry);
        if (!forbidden.isEmpty()) {
            return leaveAlone(plan, forbidden);
        }
        if (approval.filter(plan.digest().hex()::equals).isPresent()) {
            List<String> withheld = plan.rule().withheld();
            List<String> broken = references(plan, "");
            broken.addAll(withheld);
            return verdict(decision(withheld), plan, wanted(plan), HeldAccounts.NONE, broken);
        }
        return withinLimits(plan, heldBefore);
    }

    /** Why the configuration must stay as it is, whoever approves. */
    private static List<String> forbidden(SyncPlan plan, RegistrySnapshot registry) {
        List<String> forbidden = new ArrayList<>(plan.configuration().obstacles());
        if (plan.regions().isEmpty()) {
            forbidden.add("it distributes no AMI, so it has no target accounts: add AMI settings to a Region, or remove"
                    + " the tag " + GroupTag.KEY);
            return forbidden;
        }
        forbidden.addAll(badRows(plan.groups(), registry, plan.accountsToRemove()));
        if (!plan.anyWanted()) {
            forbidden.add(noneWanted(plan.groups()) + wouldRemove(plan));
        }
        forbidden.addAll(regionsWithoutOutput(plan));
        forbidden.addAll(tooManyTargets(wanted(plan)));
        forbidden.addAll(plan.rule().conflicts(plan.configuration()));
        return forbidden;
    }

    /** What may be done of a plan that no one has approved. Accounts on hold may leave no room for those that are to be added. */
    private Verdict withinLimits(SyncPlan plan, HeldAccounts heldBefore) {
        List<String> reasons = new ArrayList<>();
        HeldAccounts held = new HeldAccounts(
                heldRemovals(plan, heldBefore.removals(), reasons),
                heldAdditions(plan, heldBefore.additions(), reasons));
        reasons.addAll(references(
                plan,
                held.removals().isEmpty() ? ". Its removal is on hold: change the setting, or approve the plan" : ""));
        reasons.addAll(plan.rule().withheld());
        SortedMap<Region, SortedSet<AccountId>> targets =
                Sorted.mapValues(plan.regions(), (region, planned) -> allowed(planned, held));
        List<String> tooMany = tooManyTargets(targets);
        if (!tooMany.isEmpty()) {
            tooMany.addAll(reasons);
            return leaveAlone(plan, tooMany);
        }
        return verdict(decision(reasons), plan, targets, held, reasons);
    }

    /** All accounts that the plan removes, or none. */
    private SortedSet<AccountId> heldRemovals(SyncPlan plan, Set<AccountId> heldBefore, List<String> reasons) {
        SortedSet<AccountId> removed = plan.accountsToRemove();
        int all = plan.accounts().size();
        int counted = plan.accountsToRemoveUnlessReferenced().size();
        Optional<String> why = held(removed, counted, removals.limitFor(all), heldBefore, "removal");
        why.ifPresent(text -> reasons.add(removed.size() + " of " + all + " accounts would be removed"
                + (plan.removesParameters() ? " or lose their SSM parameter; " : "; ") + text
                + ". All removals are on hold"));
        return why.isPresent() ? removed : new TreeSet<>();
    }

    /** All accounts that the plan adds, or none. */
    private SortedSet<AccountId> heldAdditions(SyncPlan plan, Set<AccountId> heldBefore, List<String> reasons) {
        SortedSet<AccountId> added = plan.accountsToAdd();
        int all = plan.accounts().size();
        Optional<String> why = held(added, added.size(), additions.limitFor(all), heldBefore, "addition");
        why.ifPresent(text -> reasons.add(added.size() + " accounts would be added to " + all
                + (plan.addsParameters() ? " or get an SSM parameter; " : "; ") + text
                + ". All additions are on hold"));
        return why.isPresent() ? added : new TreeSet<>();
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

    private static String wouldRemove(SyncPlan plan) {
        SortedSet<AccountId> removed = plan.accountsToRemove();
        return removed.isEmpty()
                ? ", so there is no account to add"
                : ". The plan would remove " + removed.size() + " of "
                        + plan.accounts().size() + " accounts, so it was not applied";
    }

    private static Verdict.Decision decision(List<String> whyNotAll) {
        return whyNotAll.isEmpty() ? Verdict.Decision.APPLY : Verdict.Decision.HOLD;
    }

    private static Verdict verdict(
            Verdict.Decision decision,
            SyncPlan plan,
            SortedMap<Region, SortedSet<AccountId>> targets,
            HeldAccounts held,
            List<String> reasons) {
        SortedMap<Region, ParameterChange> parameters = Sorted.mapValues(
                plan.regions(), (region, planned) -> planned.parameterChange(targets.get(region), held));
        parameters.values().removeIf(ParameterChange::isEmpty);
        return new Verdict(decision, targets, parameters, held, shortened(reasons));
    }

    private static SortedSet<AccountId> allowed(RegionPlan region, HeldAccounts held) {
        SortedSet<AccountId> after = held.removals().isEmpty() ? region.withReferenced() : region.withoutRemovals();
        if (held.additions().isEmpty()) {
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
        List<String> forbidden = new ArrayList<>(badRows(groups, registry, Set.of()));
        if (configuration.targets().values().stream().allMatch(SortedSet::isEmpty)) {
            forbidden.add(noneWanted(groups));
        }
        forbidden.addAll(tooManyTargets(configuration.targets()));
        return shortened(forbidden);
    }

    private static List<String> badRows(SortedSet<Group> groups, RegistrySnapshot registry, Set<AccountId> removed) {
        return registry.badRowsConcerning(groups, removed).stream()
                .map(row -> "a registry row that may concern its accounts cannot be read: " + row)
                .toList();
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
                Verdict.Decision.LEAVE_ALONE,
                plan.configuration().targets(),
                new TreeMap<>(),
                HeldAccounts.NONE,
                shortened(reasons));
    }

    private static List<String> shortened(List<String> reasons) {
        if (reasons.size() <= MAX_REASONS) {
            return reasons;
        }
        List<String> first = new ArrayList<>(reasons.subList(0, MAX_REASONS));
        first.add("and " + (reasons.size() - MAX_REASONS) + " more");
        return first;
    }

    private static SortedMap<Region, SortedSet<AccountId>> wanted(SyncPlan plan) {
        return Sorted.mapValues(plan.regions(), (region, planned) -> planned.wanted());
    }
}
