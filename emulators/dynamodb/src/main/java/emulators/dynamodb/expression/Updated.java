package emulators.dynamodb.expression;

import emulators.dynamodb.value.Item;

/**
 * What an update made of an item.
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

    /** What {@code UPDATED_OLD} answers: what was at the paths of the update before it. */
    public Item updatedOld() {
        return touched.apply(before);
    }

    /** What {@code UPDATED_NEW} answers: what is at the paths of the update after it. */
    public Item updatedNew() {
        return touched.apply(after);
    }
}
