package imagefanout.dynamodb.table;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.enhanced.dynamodb.AttributeValueType;
import software.amazon.awssdk.enhanced.dynamodb.EnhancedType;
import software.amazon.awssdk.enhanced.dynamodb.TableMetadata;
import software.amazon.awssdk.enhanced.dynamodb.TableSchema;
import software.amazon.awssdk.enhanced.dynamodb.mapper.StaticTableMetadata;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The table schema for the Enhanced Client. It declares only the string keys, because one table holds items of several
 * kinds. {@link StoredItem} converts the other attributes.
 */
record StoredItemSchema(TableMetadata tableMetadata) implements TableSchema<StoredItem> {
    static StoredItemSchema keyedBy(String partitionKey) {
        return new StoredItemSchema(StaticTableMetadata.builder()
                .addIndexPartitionKey(TableMetadata.primaryIndexName(), partitionKey, AttributeValueType.S)
                .build());
    }

    static StoredItemSchema keyedBy(String partitionKey, String sortKey) {
        return new StoredItemSchema(StaticTableMetadata.builder()
                .addIndexPartitionKey(TableMetadata.primaryIndexName(), partitionKey, AttributeValueType.S)
                .addIndexSortKey(TableMetadata.primaryIndexName(), sortKey, AttributeValueType.S)
                .build());
    }

    @Override
    public StoredItem mapToItem(Map<String, AttributeValue> attributes) {
        return StoredItem.of(attributes);
    }

    @Override
    public Map<String, AttributeValue> itemToMap(StoredItem item, boolean ignoreNulls) {
        Map<String, AttributeValue> attributes = new HashMap<>(item.attributes());
        if (ignoreNulls) {
            attributes.values().removeIf(value -> value.type() == AttributeValue.Type.NUL);
        }
        return attributes;
    }

    @Override
    public Map<String, AttributeValue> itemToMap(StoredItem item, Collection<String> names) {
        Map<String, AttributeValue> attributes = new HashMap<>(item.attributes());
        attributes.keySet().retainAll(names);
        return attributes;
    }

    /** Returns null if the attribute is absent, as the interface requires. */
    @Override
    public AttributeValue attributeValue(StoredItem item, String name) {
        return item.value(name).orElse(null);
    }

    @Override
    public EnhancedType<StoredItem> itemType() {
        return EnhancedType.of(StoredItem.class);
    }

    @Override
    public List<String> attributeNames() {
        return List.copyOf(tableMetadata.primaryKeys());
    }

    @Override
    public boolean isAbstract() {
        return false;
    }
}
