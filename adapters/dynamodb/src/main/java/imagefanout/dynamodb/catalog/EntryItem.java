package imagefanout.dynamodb.catalog;

import software.amazon.awssdk.enhanced.dynamodb.TableSchema;
import software.amazon.awssdk.enhanced.dynamodb.mapper.StaticTableSchema;

/** One build among those of its lineage. */
final class EntryItem extends BuildItem {
    static final TableSchema<EntryItem> SCHEMA = StaticTableSchema.builder(EntryItem.class)
            .newItemSupplier(EntryItem::new)
            .extend(BUILD)
            .build();

    static EntryItem of(Edition edition) {
        EntryItem entry = new EntryItem();
        entry.at(CatalogKeys.entry(edition));
        entry.build(edition.build());
        return entry;
    }
}
