package imagefanout.model.plan;

import static java.util.Objects.requireNonNull;

import imagefanout.model.Sorted;
import imagefanout.model.approval.HeldAccounts;
import imagefanout.model.distribution.ParameterChange;
import imagefanout.model.identity.AccountId;
import imagefanout.model.identity.Region;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;

/**
 * What the guards allow.
 *
 * @param targets the target accounts, of every Region, that the configuration may be given
 * @param parameters what may be changed of the SSM parameters, by Region
 * @param held the accounts that a limit holds until the plan is approved
 * @param reasons why it is not the whole plan; for an approved plan, what it breaks
 */
public record Verdict(
        Decision decision,
        SortedMap<Region, SortedSet<AccountId>> targets,
        SortedMap<Region, ParameterChange> parameters,
        HeldAccounts held,
        List<String> reasons) {
    public enum Decision {
        /** The whole plan may be applied. */
        APPLY,
        /** Part of the plan may be applied. The rest waits until the plan is approved. */
        HOLD,
        /** The configuration must stay as it is. */
        LEAVE_ALONE,
        /** The configuration stays as it is until the registry is seeded from it. */
        WAIT_FOR_SEED
    }

    public Verdict {
        requireNonNull(decision, "decision");
        targets = Sorted.copyOf(targets);
        parameters = Sorted.copyOf(parameters);
        requireNonNull(held, "held");
        reasons = List.copyOf(reasons);
    }
}
