package imagefanout.dynamodb.sync;

import imagefanout.dynamodb.table.Item;
import imagefanout.model.identity.DistributionConfigurationArn;
import software.amazon.awssdk.enhanced.dynamodb.TableSchema;
import software.amazon.awssdk.enhanced.dynamodb.mapper.StaticTableSchema;

/** Is there while the accounts of a configuration are written into the registry. */
final class SeedingItem extends Item {
    static final TableSchema<SeedingItem> SCHEMA = StaticTableSchema.builder(SeedingItem.class)
            .newItemSupplier(SeedingItem::new)
            .extend(KEYS)
            .build();

    static SeedingItem of(DistributionConfigurationArn configuration) {
        SeedingItem item = new SeedingItem();
        item.at(SyncKeys.seeding(configuration));
        return item;
    }
}
