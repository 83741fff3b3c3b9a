package emulators.dynamodb.write;

import emulators.dynamodb.key.ItemKey;
import emulators.dynamodb.table.Table;
import emulators.dynamodb.value.Item;
import emulators.dynamodb.value.ValidationException;
import java.util.Optional;

/** What is to be done to one item. */
public interface Write {

    /** The table's name or ARN. */
    String tableName();

    /**
     * The item's key.
     *
     * @throws ValidationException if the write does not fit the table's key
     */
    ItemKey key(Table table);

    Precondition precondition();

    /**
     * The item after the write, whose condition holds.
     *
     * @throws ValidationException if the write cannot be done to the item
     */
    Optional<Item> after(Table table, Optional<Item> before);
}
