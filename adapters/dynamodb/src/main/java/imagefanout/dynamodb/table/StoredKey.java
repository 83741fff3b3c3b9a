package imagefanout.dynamodb.table;

import java.util.Map;
import software.amazon.awssdk.enhanced.dynamodb.Key;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The partition and sort key of an item. */
public record StoredKey(String partition, String sort) {
    /** As the end of a sort key: sorts after every longer key with the same beginning. */
    public static final String LAST = "~";
    /** As the end of a sort key: sorts after that key, and before every longer one. */
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
