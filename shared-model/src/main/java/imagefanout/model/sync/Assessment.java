package imagefanout.model.sync;

import imagefanout.model.Sorted;
import imagefanout.model.approval.Approval;
import imagefanout.model.approval.HeldAccounts;
import imagefanout.model.distribution.DistributionConfiguration;
import imagefanout.model.distribution.ParameterChange;
import imagefanout.model.distribution.ParameterName;
import imagefanout.model.identity.AccountId;
import imagefanout.model.identity.Region;
import imagefanout.model.plan.RegionPlan;
import imagefanout.model.plan.SyncPlan;
import imagefanout.model.plan.Verdict;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The plan for a configuration as it was read, and the verdict of the guards.
 *
 * @param heldBefore the accounts that were already waiting for approval
 * @param given the approval that a person gave for the configuration, of this plan or of another
 */
record Assessment(SyncPlan plan, Verdict verdict, HeldAccounts heldBefore, Optional<Approval> given) {
    /** What may be changed: the Regions whose target accounts or SSM parameters differ from what the guards allow. */
    SortedMap<Region, RegionChange> changes() {
        SortedMap<Region, RegionChange> changes = new TreeMap<>();
        plan.regions().forEach((region, planned) -> {
            SortedSet<AccountId> before = planned.before();
            SortedSet<AccountId> after = verdict.targets().get(region);
            boolean isSame = before.equals(after);
            if (!isSame || !parameters(region).isEmpty()) {
                // The implicit account leaves only when target accounts are named.
                SortedSet<AccountId> removed = isSame ? new TreeSet<>() : Sorted.without(planned.reached(), after);
                changes.put(
                        region,
                        new RegionChange(region, before, Sorted.without(after, before), removed, parameters(region)));
            }
        });
        return changes;
    }

    /** Whether the configuration is what was read with the allowed changes and no other. */
    boolean isShownBy(DistributionConfiguration after) {
        return after.isSameWith(plan.configuration(), verdict.targets(), verdict.parameters());
    }

    private ParameterChange parameters(Region region) {
        return verdict.parameters().getOrDefault(region, ParameterChange.NONE);
    }

    /** The names under which this fleet has SSM parameters in the configuration, or will have after the change. */
    SortedSet<ParameterName> parameterNames() {
        SortedSet<ParameterName> names = new TreeSet<>();
        plan.regions().forEach((region, planned) -> Sorted.union(
                        planned.parameters().own(), parameters(region).added())
                .forEach(parameter -> names.add(parameter.name())));
        return names;
    }

    /** The report while nothing is changed. */
    ConfigurationReport report() {
        SortedMap<Region, RegionPlan> planned = new TreeMap<>(plan.regions());
        planned.values().removeIf(RegionPlan::isInSync);
        return new ConfigurationReport(
                Optional.of(plan.configuration().arn()),
                plan.configuration().name(),
                plan.groups(),
                outcome(),
                planned,
                held(),
                verdict.reasons(),
                Optional.of(plan.digest()),
                approval(),
                new TreeMap<>(),
                Optional.empty());
    }

    /** The approval of this plan. */
    Optional<Approval> approval() {
        return given.filter(one -> one.digest().equals(plan.digest()));
    }

    /** Whether the plan could be judged, so that an approval of another plan can no longer be meant. */
    boolean isJudged() {
        return verdict.decision() == Verdict.Decision.APPLY || verdict.decision() == Verdict.Decision.HOLD;
    }

    private SyncOutcome outcome() {
        return switch (verdict.decision()) {
            case LEAVE_ALONE -> SyncOutcome.SKIPPED;
            case WAIT_FOR_SEED -> SyncOutcome.WAITING_FOR_SEED;
            case HOLD -> SyncOutcome.HELD;
            case APPLY -> plan.isInSync() ? SyncOutcome.IN_SYNC : SyncOutcome.PLANNED;
        };
    }

    /**
     * The accounts that wait for approval; if the plan could not be judged, those that waited before. An account that only a
     * setting keeps is none of them: the setting holds it in the next run, too, for as long as it names it.
     */
    HeldAccounts heldNow() {
        return isJudged() ? verdict.held() : heldBefore;
    }

    private SortedMap<Region, HeldAccounts> held() {
        if (outcome() != SyncOutcome.HELD) {
            return new TreeMap<>();
        }
        SortedMap<Region, HeldAccounts> held = Sorted.mapValues(
                plan.regions(),
                (region, planned) -> held(planned, verdict.targets().get(region)));
        held.values().removeIf(HeldAccounts::isEmpty);
        return held;
    }

    private HeldAccounts held(RegionPlan planned, SortedSet<AccountId> targets) {
        // What the guards do not allow yet of the change of the SSM parameters.
        ParameterChange left = planned.parameterChange().without(parameters(planned.region()));
        SortedSet<AccountId> kept = planned.toRemove();
        // Without a target account, the Region still reaches its implicit one.
        kept.retainAll(targets.isEmpty() ? planned.reached() : targets);
        return new HeldAccounts(
                Sorted.union(kept, left.removedAccounts()),
                Sorted.union(Sorted.without(planned.toAdd(), targets), left.addedAccounts()));
    }
}
