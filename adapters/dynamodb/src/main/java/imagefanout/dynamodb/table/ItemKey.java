package imagefanout.dynamodb.table;

import java.util.Map;
import software.amazon.awssdk.enhanced.dynamodb.Key;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Where an item is. */
public record ItemKey(String partition, String sort) {
    /** Sorts behind everything that a sort key may go on with. */
    public static final String LAST = "~";
    /** Sorts before everything that a sort key may go on with, and behind its end. */
    public static final String NEXT = " ";

    public static ItemKey of(Map<String, AttributeValue> item) {
        return new ItemKey(
                item.get(CatalogTable.PARTITION_KEY).s(),
                item.get(CatalogTable.SORT_KEY).s());
    }

    public Key toKey() {
        return Key.builder().partitionValue(partition).sortValue(sort).build();
    }

    public Map<String, AttributeValue> toMap() {
        return Map.of(
                CatalogTable.PARTITION_KEY, AttributeValue.fromS(partition),
                CatalogTable.SORT_KEY, AttributeValue.fromS(sort));
    }
}
