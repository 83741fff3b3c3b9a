package emulators.dynamodb.write;

import emulators.dynamodb.value.Item;
import emulators.dynamodb.value.ValidationException;

/**
 * Checks the maximum size of an item.
 *
 * @see <a href="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html#limits-items">Quotas:
 *     items</a>
 */
public final class ItemSize {

    private static final long MAX = 400 * 1024;

    private ItemSize() {}

    /** @throws ValidationException if an item to put is too large */
    public static Item checkPut(Item item) {
        return check(item, "Item size has exceeded the maximum allowed size");
    }

    /** @throws ValidationException if an update makes an item too large */
    static Item checkUpdated(Item item) {
        return check(item, "Item size to update has exceeded the maximum allowed size");
    }

    private static Item check(Item item, String message) {
        if (item.size() > MAX) {
            throw new ValidationException(message);
        }
        return item;
    }
}
