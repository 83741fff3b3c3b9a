package imagefanout.dynamodb.sync;

import imagefanout.dynamodb.table.Item;
import imagefanout.dynamodb.table.ItemKey;
import imagefanout.model.identity.AccountId;
import imagefanout.model.identity.Region;
import imagefanout.model.sync.RegionChange;
import imagefanout.model.sync.RegionDrift;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import software.amazon.awssdk.enhanced.dynamodb.TableSchema;
import software.amazon.awssdk.enhanced.dynamodb.mapper.StaticTableSchema;

/** Three sets of accounts of one Region: of a change, or of how a configuration stands. Twelve characters an account. */
final class RegionAccountsItem extends Item {
    static final TableSchema<RegionAccountsItem> SCHEMA = StaticTableSchema.builder(RegionAccountsItem.class)
            .newItemSupplier(RegionAccountsItem::new)
            .extend(KEYS)
            .addAttribute(String.class, a -> a.name("now").getter(i -> i.now).setter((i, v) -> i.now = v))
            .addAttribute(String.class, a -> a.name("plus").getter(i -> i.plus).setter((i, v) -> i.plus = v))
            .addAttribute(
                    String.class, a -> a.name("minus").getter(i -> i.minus).setter((i, v) -> i.minus = v))
            .build();

    private static final int DIGITS = 12;

    private String now;
    private String plus;
    private String minus;

    static RegionAccountsItem of(ItemKey key, RegionDrift drift) {
        return of(key, drift.configured(), drift.missing(), drift.surplus());
    }

    static RegionAccountsItem of(ItemKey key, RegionChange change) {
        return of(key, change.before(), change.added(), change.removed());
    }

    private static RegionAccountsItem of(
            ItemKey key, SortedSet<AccountId> now, SortedSet<AccountId> plus, SortedSet<AccountId> minus) {
        RegionAccountsItem item = new RegionAccountsItem();
        item.at(key);
        item.now = joined(now);
        item.plus = joined(plus);
        item.minus = joined(minus);
        return item;
    }

    RegionDrift drift(Region region) {
        return new RegionDrift(region, split(now), split(plus), split(minus));
    }

    RegionChange change(Region region) {
        return new RegionChange(region, split(now), split(plus), split(minus));
    }

    static String joined(SortedSet<AccountId> accounts) {
        return accounts.isEmpty()
                ? null
                : accounts.stream().map(AccountId::value).collect(Collectors.joining());
    }

    static SortedSet<AccountId> split(String joined) {
        SortedSet<AccountId> accounts = new TreeSet<>();
        for (int i = 0; joined != null && i < joined.length(); i += DIGITS) {
            accounts.add(new AccountId(joined.substring(i, i + DIGITS)));
        }
        return accounts;
    }
}
