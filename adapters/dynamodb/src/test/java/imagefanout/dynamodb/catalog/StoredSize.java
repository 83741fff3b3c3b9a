package imagefanout.dynamodb.catalog;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Computes the size of an item in bytes as DynamoDB bills it.
 *
 * @see <a href="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/CapacityUnitCalculations.html">item
 *     sizes
 *     and formats</a>
 */
final class StoredSize {
    private static final int COLLECTION_OVERHEAD = 3;

    private StoredSize() {}

    static int of(Map<String, AttributeValue> item) {
        return item.entrySet().stream()
                .mapToInt(attribute -> of(attribute.getKey()) + of(attribute.getValue()))
                .sum();
    }

    private static int of(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    private static int of(AttributeValue value) {
        return switch (value.type()) {
            case S -> of(value.s());
            case N -> value.n().length() / 2 + 2;
            case SS -> value.ss().stream().mapToInt(StoredSize::of).sum();
            case L ->
                COLLECTION_OVERHEAD
                        + value.l().stream()
                                .mapToInt(element -> 1 + of(element))
                                .sum();
            case M -> COLLECTION_OVERHEAD + value.m().size() + of(value.m());
            case BOOL, NUL -> 1;
            default -> throw new IllegalArgumentException("no item of the catalog holds a " + value.type());
        };
    }
}
