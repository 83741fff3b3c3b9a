package imagefanout.dynamodb.sync;

import imagefanout.dynamodb.table.StoredItem;
import imagefanout.dynamodb.table.StoredKey;
import imagefanout.model.identity.AccountId;
import imagefanout.model.identity.Region;
import imagefanout.model.sync.RegionChange;
import imagefanout.model.sync.RegionDrift;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Three sets of accounts of one Region, for a change or for the drift of a configuration. Each set is stored as
 * concatenated 12-digit account IDs.
 */
final class RegionAccountsItem {
    private static final int DIGITS = 12;

    private RegionAccountsItem() {}

    static StoredItem of(StoredKey key, RegionDrift drift) {
        return of(key, drift.configured(), drift.missing(), drift.surplus());
    }

    static StoredItem of(StoredKey key, RegionChange change) {
        return of(key, change.before(), change.added(), change.removed());
    }

    private static StoredItem of(
            StoredKey key, SortedSet<AccountId> now, SortedSet<AccountId> plus, SortedSet<AccountId> minus) {
        return StoredItem.at(key)
                .text("now", joined(now))
                .text("plus", joined(plus))
                .text("minus", joined(minus));
    }

    static RegionDrift drift(Region region, StoredItem item) {
        return new RegionDrift(region, split(item.text("now")), split(item.text("plus")), split(item.text("minus")));
    }

    static RegionChange change(Region region, StoredItem item) {
        return new RegionChange(region, split(item.text("now")), split(item.text("plus")), split(item.text("minus")));
    }

    static String joined(SortedSet<AccountId> accounts) {
        return accounts.stream().map(AccountId::value).collect(Collectors.joining());
    }

    static SortedSet<AccountId> split(String joined) {
        SortedSet<AccountId> accounts = new TreeSet<>();
        for (int i = 0; i < joined.length(); i += DIGITS) {
            accounts.add(new AccountId(joined.substring(i, i + DIGITS)));
        }
        return accounts;
    }
}
