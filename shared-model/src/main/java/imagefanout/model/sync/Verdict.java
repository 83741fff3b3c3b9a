package imagefanout.model.sync;

import static java.util.Objects.requireNonNull;

import imagefanout.model.Sorted;
import imagefanout.model.identity.AccountId;
import imagefanout.model.identity.Region;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;

/**
 * What the guards allow.
 *
 * @param targets the target accounts, of every Region, that the configuration may be given
 */
public record Verdict(Decision decision, SortedMap<Region, SortedSet<AccountId>> targets, List<String> reasons) {
    public enum Decision {
        /** The whole plan may be applied. */
        APPLY,
        /** Accounts may be added. None may be removed until the plan is approved. */
        HOLD_REMOVALS,
        /** The configuration must stay as it is. */
        LEAVE_ALONE
    }

    public Verdict {
        requireNonNull(decision, "decision");
        targets = Sorted.copyOf(targets);
        reasons = List.copyOf(reasons);
    }
}
