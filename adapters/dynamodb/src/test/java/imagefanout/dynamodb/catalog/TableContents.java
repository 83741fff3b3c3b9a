package imagefanout.dynamodb.catalog;

import imagefanout.dynamodb.table.StoredKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The contents of a table, for comparing tables item by item. */
final class TableContents {
    private TableContents() {}

    static Map<StoredKey, Map<String, AttributeValue>> of(DynamoDbClient client, String table) {
        Map<StoredKey, Map<String, AttributeValue>> items = new HashMap<>();
        client.scanPaginator(scan -> scan.tableName(table).consistentRead(true))
                .items()
                .forEach(item -> items.put(StoredKey.of(item), item));
        return items;
    }

    /**
     * Returns every item as text, sorted. Masks the query times and the edition IDs derived from them, which differ
     * between runs.
     */
    static List<String> comparable(Map<StoredKey, Map<String, AttributeValue>> items) {
        Map<String, String> masks = new TreeMap<>();
        items.forEach((key, item) -> {
            if (key.sort().equals(CatalogKeys.META)) {
                masks.put(item.get("e").s(), "<edition>");
                masks.put(item.get(MetaItem.VERSION).s().split("/")[0], "<asked at>");
            }
        });
        List<String> texts = new ArrayList<>();
        items.forEach((key, item) -> {
            String text = new TreeMap<>(item)
                    .entrySet().stream()
                            .map(attribute -> attribute.getKey() + "=" + text(attribute.getValue()))
                            .collect(Collectors.joining(", "));
            for (Map.Entry<String, String> name : masks.entrySet()) {
                text = text.replace(name.getKey(), name.getValue());
            }
            texts.add(text);
        });
        texts.sort(null);
        return texts;
    }

    private static String text(AttributeValue value) {
        return value.hasM() ? new TreeMap<>(value.m()).toString() : value.toString();
    }
}
