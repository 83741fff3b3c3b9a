package imagefanout.dynamodb;

import java.util.Map;
import software.amazon.awssdk.enhanced.dynamodb.Key;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Where an item is. */
record ItemKey(String partition, String sort) {
    static ItemKey of(Map<String, AttributeValue> item) {
        return new ItemKey(
                item.get(CatalogTable.PARTITION_KEY).s(),
                item.get(CatalogTable.SORT_KEY).s());
    }

    Key toKey() {
        return Key.builder().partitionValue(partition).sortValue(sort).build();
    }

    Map<String, AttributeValue> toMap() {
        return Map.of(
                CatalogTable.PARTITION_KEY, AttributeValue.fromS(partition),
                CatalogTable.SORT_KEY, AttributeValue.fromS(sort));
    }
}
