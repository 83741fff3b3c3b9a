package imagefanout.dynamodb.table;

import software.amazon.awssdk.enhanced.dynamodb.mapper.StaticAttributeTags;
import software.amazon.awssdk.enhanced.dynamodb.mapper.StaticTableSchema;

/** What every kind of item has: its key. A field that is null is an attribute that is absent. */
public abstract class Item {
    public static final StaticTableSchema<Item> KEYS = StaticTableSchema.builder(Item.class)
            .addAttribute(String.class, a -> a.name(CatalogTable.PARTITION_KEY)
                    .getter(item -> item.partition)
                    .setter((item, value) -> item.partition = value)
                    .tags(StaticAttributeTags.primaryPartitionKey()))
            .addAttribute(String.class, a -> a.name(CatalogTable.SORT_KEY)
                    .getter(item -> item.sort)
                    .setter((item, value) -> item.sort = value)
                    .tags(StaticAttributeTags.primarySortKey()))
            .build();

    private String partition;
    private String sort;

    public final void at(ItemKey key) {
        partition = key.partition();
        sort = key.sort();
    }

    public final ItemKey key() {
        return new ItemKey(partition, sort);
    }
}
