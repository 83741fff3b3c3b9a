package emulators.dynamodb.expression;

import emulators.dynamodb.value.Item;

/**
 * The result of an update.
 *
 * @see <a href="https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_UpdateItem.html">UpdateItem</a>
 */
public final class Updated {

    private final Item before;
    private final Item after;
    private final Projection touched;

    Updated(Item before, Item after, Projection touched) {
        this.before = before;
        this.after = after;
        this.touched = touched;
    }

    /** The item after the update. */
    public Item item() {
        return after;
    }

    /** Returns the values at the update's paths before the update, for {@code UPDATED_OLD}. */
    public Item updatedOld() {
        return touched.apply(before);
    }

    /** Returns the values at the update's paths after the update, for {@code UPDATED_NEW}. */
    public Item updatedNew() {
        return touched.apply(after);
    }
}
