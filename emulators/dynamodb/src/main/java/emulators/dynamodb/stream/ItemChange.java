package emulators.dynamodb.stream;

import static java.util.Objects.requireNonNull;

import emulators.dynamodb.value.Item;
import java.util.Optional;

/**
 * What a write did to one item.
 *
 * @param key the attributes of its key
 * @param before the item before it: empty when there was none
 * @param after the item after it: empty when it is deleted
 */
public record ItemChange(Item key, Optional<Item> before, Optional<Item> after, Cause cause) {

    /** Who changed the item. */
    public enum Cause {
        CALLER,
        /** The service itself, because the item has expired. */
        TIME_TO_LIVE
    }

    public ItemChange {
        requireNonNull(key, "key");
        requireNonNull(before, "before");
        requireNonNull(after, "after");
        requireNonNull(cause, "cause");
    }

    /** INSERT, MODIFY or REMOVE. */
    String eventName() {
        if (before.isEmpty()) {
            return "INSERT";
        }
        return after.isPresent() ? "MODIFY" : "REMOVE";
    }
}
