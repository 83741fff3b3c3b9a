package imagefanout.dynamodb.sync;

import imagefanout.dynamodb.table.Item;
import imagefanout.model.identity.AccountId;
import imagefanout.model.identity.DistributionConfigurationArn;
import java.util.SortedSet;
import software.amazon.awssdk.enhanced.dynamodb.TableSchema;
import software.amazon.awssdk.enhanced.dynamodb.mapper.StaticTableSchema;

/** Is there while the removal of accounts waits for an approval. Twelve characters an account: 33,000 of them fit. */
final class HeldItem extends Item {
    static final TableSchema<HeldItem> SCHEMA = StaticTableSchema.builder(HeldItem.class)
            .newItemSupplier(HeldItem::new)
            .extend(KEYS)
            .addAttribute(
                    String.class,
                    a -> a.name("accounts").getter(i -> i.accounts).setter((i, v) -> i.accounts = v))
            .build();

    private String accounts;

    static HeldItem of(DistributionConfigurationArn configuration, SortedSet<AccountId> accounts) {
        HeldItem item = new HeldItem();
        item.at(SyncKeys.held(configuration));
        item.accounts = RegionAccountsItem.joined(accounts);
        return item;
    }

    SortedSet<AccountId> accounts() {
        return RegionAccountsItem.split(accounts);
    }
}
