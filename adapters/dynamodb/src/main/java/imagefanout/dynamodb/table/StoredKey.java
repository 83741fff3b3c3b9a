package imagefanout.dynamodb.table;

import java.util.Map;
import software.amazon.awssdk.enhanced.dynamodb.Key;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The partition and sort key of an item. */
public record StoredKey(String partition, String sort) {
    /** Suffix for a sort key that sorts after every key with the same prefix. */
    public static final String LAST = "~";
    /** Suffix for a sort key that sorts after the key itself and before every longer key with that prefix. */
    public static final String NEXT = " ";

    public static StoredKey of(Map<String, AttributeValue> item) {
        return new StoredKey(
                item.get(CatalogTable.PARTITION_KEY).s(),
                item.get(CatalogTable.SORT_KEY).s());
    }

    Key toKey() {
        return Key.builder().partitionValue(partition).sortValue(sort).build();
    }

    public Map<String, AttributeValue> toMap() {
        return Map.of(
                CatalogTable.PARTITION_KEY, AttributeValue.fromS(partition),
                CatalogTable.SORT_KEY, AttributeValue.fromS(sort));
    }
}
