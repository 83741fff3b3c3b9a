package emulators.dynamodb.operation.read;

import com.fasterxml.jackson.databind.JsonNode;
import emulators.dynamodb.key.ItemKey;
import emulators.dynamodb.key.KeySchema;
import emulators.dynamodb.tree.Span;
import emulators.dynamodb.value.AttributeValues;
import emulators.dynamodb.value.Item;
import emulators.dynamodb.value.ValidationException;
import java.util.Optional;

/** The start of a page: after the item with the key in the request. */
final class StartKey {

    private static final String MEMBER = "ExclusiveStartKey";

    private StartKey() {}

    /** Reads the key without checking it against a table. */
    static Optional<Item> in(JsonNode request) {
        return request.hasNonNull(MEMBER)
                ? Optional.of(AttributeValues.parseItem(request.get(MEMBER)))
                : Optional.empty();
    }

    /**
     * Returns the key, checked against the table.
     *
     * @throws ValidationException if it is not a valid key of the table
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

    /** Returns all keys after the start, in the direction of reading. */
    static Span<ItemKey> beyond(ItemKey start, boolean forward) {
        return forward ? key -> key.compareTo(start) <= 0 ? -1 : 0 : key -> key.compareTo(start) >= 0 ? 1 : 0;
    }
}
