package imagefanout.model.sync;

import imagefanout.model.identity.AccountId;
import imagefanout.model.identity.Region;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;

/**
 * One look at a configuration: the plan, and what the guards say of it.
 *
 * @param heldBefore the accounts whose removal waited for an approval already
 */
record Assessment(SyncPlan plan, Verdict verdict, SortedSet<AccountId> heldBefore) {
    /** What may be changed: the Regions whose target accounts differ from what the guards let through. */
    SortedMap<Region, RegionChange> changes() {
        SortedMap<Region, RegionChange> changes = new TreeMap<>();
        plan.regions().forEach((region, planned) -> {
            SortedSet<AccountId> before = planned.before();
            SortedSet<AccountId> after = verdict.targets().get(region);
            if (!before.equals(after)) {
                SortedSet<AccountId> added = RegionPlan.without(after, before);
                SortedSet<AccountId> removed = RegionPlan.without(planned.reached(), after);
                changes.put(region, new RegionChange(region, before, added, removed));
            }
        });
        return changes;
    }

    /** The report as long as nothing is changed. */
    ConfigurationReport report(SyncRequest request) {
        SortedMap<Region, RegionPlan> planned = new TreeMap<>(plan.regions());
        planned.values().removeIf(RegionPlan::isEqual);
        return new ConfigurationReport(
                Optional.of(plan.configuration().arn()),
                plan.configuration().name(),
                plan.groups(),
                outcome(),
                planned,
                held(),
                verdict.reasons(),
                Optional.of(plan.digest()),
                request.approves(plan),
                Collections.emptySortedMap(),
                Optional.empty());
    }

    private SyncOutcome outcome() {
        if (verdict instanceof Verdict.LeaveAlone) {
            return SyncOutcome.SKIPPED;
        }
        if (verdict instanceof Verdict.Held) {
            return SyncOutcome.HELD;
        }
        return plan.isEqual() ? SyncOutcome.IN_SYNC : SyncOutcome.PLANNED;
    }

    /** The accounts whose removal waits for an approval; where the plan could not be judged, those that waited before. */
    SortedSet<AccountId> heldNow() {
        if (verdict instanceof Verdict.LeaveAlone) {
            return heldBefore;
        }
        return verdict instanceof Verdict.Held ? plan.losingAccounts() : Collections.emptySortedSet();
    }

    private SortedMap<Region, SortedSet<AccountId>> held() {
        SortedMap<Region, SortedSet<AccountId>> held = new TreeMap<>();
        if (verdict instanceof Verdict.Held) {
            plan.regions().forEach((region, planned) -> held.put(region, planned.toRemove()));
            held.values().removeIf(SortedSet::isEmpty);
        }
        return held;
    }
}
