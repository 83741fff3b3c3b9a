package imagefanout.model.plan;

import static java.util.Objects.requireNonNull;

import imagefanout.model.Sorted;
import imagefanout.model.approval.HeldAccounts;
import imagefanout.model.distribution.AccountReference;
import imagefanout.model.distribution.ParameterChange;
import imagefanout.model.identity.AccountId;
import imagefanout.model.identity.Region;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The plan for one Region of a configuration.
 *
 * @param implicit the account that gets the AMI only as long as no target account is named: the build account, or none
 * @param staleReferences where other settings name an account that is to be removed
 * @param parameters the SSM parameters that come and go with the accounts
 */
public record RegionPlan(
        Region region,
        SortedSet<AccountId> before,
        SortedSet<AccountId> implicit,
        SortedSet<AccountId> wanted,
        List<AccountReference> staleReferences,
        ParameterPlan parameters) {
    public RegionPlan {
        requireNonNull(region, "region");
        before = Sorted.copyOf(before);
        implicit = Sorted.copyOf(implicit);
        wanted = Sorted.copyOf(wanted);
        staleReferences = List.copyOf(staleReferences);
        requireNonNull(parameters, "parameters");
    }

    public SortedSet<AccountId> toAdd() {
        return Sorted.without(wanted, before);
    }

    public SortedSet<AccountId> toRemove() {
        return Sorted.without(reached(), wanted);
    }

    /** The accounts that the Region no longer reaches, or that lose their SSM parameter, with these target accounts. */
    SortedSet<AccountId> toRemoveWith(SortedSet<AccountId> targets) {
        return Sorted.union(
                Sorted.without(toRemove(), targets),
                parameterChange(targets, HeldAccounts.NONE).removedAccounts());
    }

    /** The accounts that get the AMI today: the target accounts, or the implicit one. */
    public SortedSet<AccountId> reached() {
        return Sorted.union(before, implicit);
    }

    public SortedSet<AccountId> withoutRemovals() {
        return Sorted.union(reached(), wanted);
    }

    /** The wanted accounts, and those that another setting still names. */
    public SortedSet<AccountId> withReferenced() {
        SortedSet<AccountId> targets = new TreeSet<>(wanted);
        staleReferences.forEach(reference -> targets.add(reference.account()));
        return targets;
    }

    /** The change of the SSM parameters when the whole plan is applied. */
    public ParameterChange parameterChange() {
        return parameterChange(wanted, HeldAccounts.NONE);
    }

    /** The change of the SSM parameters that goes with these target accounts, while accounts are on hold. */
    public ParameterChange parameterChange(SortedSet<AccountId> targets, HeldAccounts held) {
        return parameters.change(targets, wanted, held);
    }

    public boolean isInSync() {
        return before.equals(wanted) && parameterChange().isEmpty();
    }
}
