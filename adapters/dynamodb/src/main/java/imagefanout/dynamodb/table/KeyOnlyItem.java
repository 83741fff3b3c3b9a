package imagefanout.dynamodb.table;

import software.amazon.awssdk.enhanced.dynamodb.TableSchema;
import software.amazon.awssdk.enhanced.dynamodb.mapper.StaticTableSchema;

/** An item whose key says everything. */
public final class KeyOnlyItem extends Item {
    public static final TableSchema<KeyOnlyItem> SCHEMA = StaticTableSchema.builder(KeyOnlyItem.class)
            .newItemSupplier(KeyOnlyItem::new)
            .extend(KEYS)
            .build();

    public static KeyOnlyItem of(ItemKey key) {
        KeyOnlyItem item = new KeyOnlyItem();
        item.at(key);
        return item;
    }
}
