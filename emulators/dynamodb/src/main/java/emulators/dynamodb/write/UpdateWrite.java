package emulators.dynamodb.write;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import emulators.dynamodb.expression.Update;
import emulators.dynamodb.expression.Updated;
import emulators.dynamodb.key.ItemKey;
import emulators.dynamodb.key.KeyAttribute;
import emulators.dynamodb.request.Expressions;
import emulators.dynamodb.table.Table;
import emulators.dynamodb.value.AttributeValues;
import emulators.dynamodb.value.Item;
import emulators.dynamodb.value.ValidationException;
import java.util.List;
import java.util.Optional;

/**
 * Updates attributes of an item, or creates the item if it does not exist.
 *
 * @param update empty if the write only makes sure that the item exists
 */
public record UpdateWrite(String tableName, Item key, Optional<Update> update, Precondition precondition)
        implements Write {

    private static final String KIND = "UpdateExpression";

    public UpdateWrite {
        requireNonNull(tableName, "tableName");
        requireNonNull(key, "key");
        requireNonNull(update, "update");
        requireNonNull(precondition, "precondition");
    }

    /** Reads an UpdateItem request, or the Update of a transaction. */
    public static UpdateWrite in(JsonNode request) {
        Expressions expressions = Expressions.of(request, List.of(KIND, Precondition.KIND));
        Item key = AttributeValues.parseItem(request.get("Key"));
        Optional<Update> update = expressions.update();
        Precondition precondition = Precondition.in(request, expressions);
        expressions.checkAllUsed();
        return new UpdateWrite(request.get("TableName").textValue(), key, update, precondition);
    }

    @Override
    public ItemKey key(Table table) {
        ItemKey itemKey = table.schema().exactKey(key);
        for (KeyAttribute attribute : table.schema().attributes()) {
            if (update.isPresent() && update.get().topLevelAttributes().contains(attribute.name())) {
                throw new ValidationException("One or more parameter values were invalid: Cannot update attribute "
                        + attribute.name() + ". This attribute is part of the key");
            }
        }
        return itemKey;
    }

    @Override
    public Optional<Item> after(Table table, Optional<Item> before) {
        Item after = updated(before).map(Updated::item).orElse(before.orElse(key));
        return Optional.of(ItemSize.checkUpdated(after));
    }

    /** Returns the result of the update expression; empty if there is none. */
    public Optional<Updated> updated(Optional<Item> before) {
        return update.map(expression -> expression.apply(before.orElse(key)));
    }
}
