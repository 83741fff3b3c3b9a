package imagefanout.model.accounts;

import imagefanout.model.Digest;
import imagefanout.model.Sorted;
import imagefanout.model.identity.AccountId;
import imagefanout.model.registry.ImportMark;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/** The rule that holds an import that may be a mistake. It has no side effects. */
final class ImportGuard {
    /** So many accounts may always lose something in one import. */
    private static final int ALWAYS = 5;

    private static final int PERCENT = 10;
    private static final int WHOLE = 100;

    private ImportGuard() {}

    static int limitFor(int active) {
        return Math.max(ALWAYS, active * PERCENT / WHOLE);
    }

    /**
     * The accounts whose rows stay as they are until a person approves: none, or all that lose something and were not judged
     * before.
     *
     * @param mark while it stands, exactly what its accounts lose was judged already. They count with what is new, so that an
     *     import that dies again and again stays within the limit
     * @param heldBefore the accounts on hold after the last run. While all of them would still lose, they stay on hold, even if
     *     new accounts have raised the limit
     */
    static SortedSet<AccountId> held(
            ImportPlan plan, ImportMark mark, Optional<Digest> approval, Set<AccountId> heldBefore) {
        SortedSet<AccountId> fresh = plan.notJudged(mark);
        boolean stillHeld = !heldBefore.isEmpty() && fresh.containsAll(heldBefore);
        int all = Sorted.union(plan.losing().keySet(), mark.losing().keySet()).size();
        boolean tooMany = !fresh.isEmpty() && all > limitFor(plan.active());
        boolean approved = approval.filter(plan.digest(fresh)::equals).isPresent();
        return !approved && (tooMany || stillHeld) ? fresh : new TreeSet<>();
    }
}
