package imagefanout.model.sync;

import imagefanout.model.identity.AccountId;
import imagefanout.model.identity.Region;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;

/** What the guards let a plan do. */
public sealed interface Verdict {
    /** The target accounts, of every Region, that the configuration may be given. */
    SortedMap<Region, SortedSet<AccountId>> targets();

    /** What was held back, or forbidden, and why. */
    List<String> reasons();

    /** The whole plan may be carried out. */
    record Apply(SortedMap<Region, SortedSet<AccountId>> targets) implements Verdict {
        public Apply {
            targets = Collections.unmodifiableSortedMap(new TreeMap<>(targets));
        }

        @Override
        public List<String> reasons() {
            return List.of();
        }
    }

    /** Accounts may be added; nobody may be removed until the plan is approved. */
    record Held(SortedMap<Region, SortedSet<AccountId>> targets, List<String> reasons) implements Verdict {
        public Held {
            targets = Collections.unmodifiableSortedMap(new TreeMap<>(targets));
            reasons = List.copyOf(reasons);
        }
    }

    /** The configuration must stay as it is. */
    record LeaveAlone(SortedMap<Region, SortedSet<AccountId>> targets, List<String> reasons) implements Verdict {
        public LeaveAlone {
            targets = Collections.unmodifiableSortedMap(new TreeMap<>(targets));
            reasons = List.copyOf(reasons);
        }
    }
}
