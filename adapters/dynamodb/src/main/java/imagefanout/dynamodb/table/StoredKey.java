package imagefanout.dynamodb.table;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import software.amazon.awssdk.enhanced.dynamodb.Key;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The partition and sort key of an item. */
public record StoredKey(String partition, String sort) {
    /** Suffix for a sort key that sorts after every key with the same prefix. */
    public static final String LAST = "~";
    /** Suffix for a sort key that sorts after the key itself and before every longer key with that prefix. */
    public static final String NEXT = " ";

    private static final DateTimeFormatter MILLISECONDS = sorted("SSS");
    private static final DateTimeFormatter NANOSECONDS = sorted("SSSSSSSSS");

    private static DateTimeFormatter sorted(String fraction) {
        return DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss." + fraction + "'Z'", Locale.ROOT)
                .withZone(ZoneOffset.UTC);
    }

    /** A part of a key that sorts in time order, in whole milliseconds. */
    public static String milliseconds(Instant at) {
        return MILLISECONDS.format(at);
    }

    /** A part of a key that sorts in time order and keeps nanoseconds. */
    public static String nanoseconds(Instant at) {
        return NANOSECONDS.format(at);
    }

    /** A part of a key that sorts in the order of numbers of at most ten digits. */
    public static String number(long number) {
        return String.format(Locale.ROOT, "%010d", number);
    }

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
