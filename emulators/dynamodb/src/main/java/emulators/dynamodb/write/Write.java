package emulators.dynamodb.write;

import emulators.dynamodb.key.ItemKey;
import emulators.dynamodb.table.Table;
import emulators.dynamodb.value.Item;
import emulators.dynamodb.value.ValidationException;
import java.util.Optional;

/** A write of one item. */
public interface Write {

    /** Returns the table's name or ARN. */
    String tableName();

    /**
     * Returns the item's key.
     *
     * @throws ValidationException if the write does not fit the table's key
     */
    ItemKey key(Table table);

    Precondition precondition();

    /**
     * Returns the item after the write. The condition must have been checked.
     *
     * @throws ValidationException if the write is not possible on the item
     */
    Optional<Item> after(Table table, Optional<Item> before);
}
