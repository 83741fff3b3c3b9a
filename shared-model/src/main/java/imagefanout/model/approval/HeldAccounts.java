package imagefanout.model.approval;

import imagefanout.model.Sorted;
import imagefanout.model.identity.AccountId;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The accounts of one plan that wait for approval.
 *
 * @param removals whose removal waits
 * @param additions whose addition waits
 */
public record HeldAccounts(SortedSet<AccountId> removals, SortedSet<AccountId> additions) {
    public static final HeldAccounts NONE = new HeldAccounts(new TreeSet<>(), new TreeSet<>());

    public HeldAccounts {
        removals = Sorted.copyOf(removals);
        additions = Sorted.copyOf(additions);
    }

    public boolean isEmpty() {
        return removals.isEmpty() && additions.isEmpty();
    }
}
