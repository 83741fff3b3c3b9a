package imagefanout.model.accounts;

import imagefanout.model.Digest;
import imagefanout.model.Sorted;
import imagefanout.model.identity.AccountId;
import imagefanout.model.registry.ImportMark;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What an import would change, from one complete read of the organization.
 *
 * @param active how many accounts the import manages and are active now
 * @param unmatchedRules the rules that match no account
 * @param warnings what a person should look at; the accounts concerned keep their rows
 * @param readsAllTags whether the tags of all accounts were read for it
 * @param tagKeys the keys of the tags that rules ask for
 */
public record ImportPlan(
        SortedMap<AccountId, RowChange> changes,
        int active,
        SortedSet<Integer> unmatchedRules,
        List<String> warnings,
        boolean readsAllTags,
        SortedSet<String> tagKeys) {
    /** Number of accounts that may always lose something in one import. */
    private static final int ALWAYS = 5;

    private static final int PERCENT = 10;
    private static final int WHOLE = 100;

    public ImportPlan {
        changes = Sorted.copyOf(changes);
        unmatchedRules = Sorted.copyOf(unmatchedRules);
        warnings = List.copyOf(warnings);
        tagKeys = Sorted.copyOf(tagKeys);
    }

    /** The accounts that would lose a group or a Region, or become inactive, each with the digest of its change. */
    public SortedMap<AccountId, Digest> losing() {
        SortedMap<AccountId, Digest> losing = new TreeMap<>();
        changes.values().stream()
                .filter(RowChange::loses)
                .forEach(change -> losing.put(change.account(), change.digest()));
        return losing;
    }

    /** The accounts that lose something that was not judged before: another account, or another loss. */
    public SortedSet<AccountId> notJudged(ImportMark mark) {
        SortedMap<AccountId, Digest> losing = losing();
        losing.entrySet().removeAll(mark.losing().entrySet());
        return Sorted.copyOf(losing.keySet());
    }

    /**
     * The accounts whose rows stay as they are until a person approves, because the import may be a mistake: none, or all that
     * lose something and were not judged before.
     *
     * @param mark while it stands, exactly what its accounts lose was judged already. They count with what is new, so that an
     *     import that dies again and again stays within the limit
     * @param heldBefore the accounts on hold after the last run. While all of them would still lose, they stay on hold, even if
     *     new accounts have raised the limit
     */
    SortedSet<AccountId> held(ImportMark mark, Optional<Digest> approval, Set<AccountId> heldBefore) {
        SortedSet<AccountId> fresh = notJudged(mark);
        boolean stillHeld = !heldBefore.isEmpty() && fresh.containsAll(heldBefore);
        int all = Sorted.union(losing().keySet(), mark.losing().keySet()).size();
        boolean tooMany = !fresh.isEmpty() && all > limitFor(active);
        boolean approved = approval.filter(digest(fresh)::equals).isPresent();
        return !approved && (tooMany || stillHeld) ? fresh : new TreeSet<>();
    }

    static int limitFor(int active) {
        return Math.max(ALWAYS, active * PERCENT / WHOLE);
    }

    /** Identifies what would happen to these accounts: an approval is for exactly that. */
    public Digest digest(Collection<AccountId> accounts) {
        Digest.Builder digest = Digest.of("import");
        changes.forEach((id, change) -> {
            if (accounts.contains(id)) {
                change.addTo(digest);
            }
        });
        return digest.end();
    }
}
