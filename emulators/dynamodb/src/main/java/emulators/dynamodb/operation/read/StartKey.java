package emulators.dynamodb.operation.read;

import com.fasterxml.jackson.databind.JsonNode;
import emulators.dynamodb.key.ItemKey;
import emulators.dynamodb.key.KeySchema;
import emulators.dynamodb.tree.Span;
import emulators.dynamodb.value.AttributeValues;
import emulators.dynamodb.value.Item;
import emulators.dynamodb.value.ValidationException;
import java.util.Optional;

/** Where a page begins: after the item whose key the request gives. */
final class StartKey {

    private static final String MEMBER = "ExclusiveStartKey";

    private StartKey() {}

    /** Reads the values of the key, which no table has checked yet. */
    static Optional<Item> in(JsonNode request) {
        return request.hasNonNull(MEMBER)
                ? Optional.of(AttributeValues.parseItem(request.get(MEMBER)))
                : Optional.empty();
    }

    /**
     * The key among the table's.
     *
     * @throws ValidationException if it cannot be one
     */
    static ItemKey of(Item start, KeySchema schema) {
        if (start.attributes().size() != schema.attributes().size()) {
            throw new ValidationException("Exclusive Start Key must have same size as table's key schema");
        }
        try {
            return schema.exactKey(start);
        } catch (ValidationException e) {
            throw new ValidationException("The provided starting key is invalid: " + e.getMessage());
        }
    }

    /** All keys beyond the start, in the direction of reading. */
    static Span<ItemKey> beyond(ItemKey start, boolean forward) {
        return forward ? key -> key.compareTo(start) <= 0 ? -1 : 0 : key -> key.compareTo(start) >= 0 ? 1 : 0;
    }
}
