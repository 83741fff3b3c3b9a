package imagefanout.model.accounts;

import imagefanout.model.Digest;
import imagefanout.model.Sorted;
import imagefanout.model.identity.AccountId;
import imagefanout.model.registry.ImportMark;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;

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
