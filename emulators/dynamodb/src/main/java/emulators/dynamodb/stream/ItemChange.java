package emulators.dynamodb.stream;

import static java.util.Objects.requireNonNull;

import emulators.dynamodb.value.Item;
import java.util.Optional;

/**
 * The effect of a write on one item.
 *
 * @param key the attributes of its key
 * @param before the item before the write; empty if there was none
 * @param after the item after the write; empty if it was deleted
 */
public record ItemChange(Item key, Optional<Item> before, Optional<Item> after, Cause cause) {

    /** The originator of the change. */
    public enum Cause {
        CALLER,
        /** The service itself, because the item expired. */
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
