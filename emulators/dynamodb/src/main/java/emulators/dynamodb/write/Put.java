package emulators.dynamodb.write;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import emulators.dynamodb.key.ItemKey;
import emulators.dynamodb.request.Expressions;
import emulators.dynamodb.table.Table;
import emulators.dynamodb.value.AttributeValues;
import emulators.dynamodb.value.Item;
import java.util.List;
import java.util.Optional;

/** Stores an item. An item with the same key is replaced. */
public record Put(String tableName, Item item, Precondition precondition) implements Write {

    public Put {
        requireNonNull(tableName, "tableName");
        requireNonNull(item, "item");
        requireNonNull(precondition, "precondition");
    }

    /** Reads a PutItem request, or the Put of a transaction. */
    public static Put in(JsonNode request) {
        Expressions expressions = Expressions.of(request, List.of(Precondition.KIND));
        Item item = AttributeValues.parseItem(request.get("Item"));
        Precondition precondition = Precondition.in(request, expressions);
        expressions.checkAllUsed();
        return new Put(request.get("TableName").textValue(), ItemSize.checkPut(item), precondition);
    }

    @Override
    public ItemKey key(Table table) {
        return table.schema().keyOf(item);
    }

    @Override
    public Optional<Item> after(Table table, Optional<Item> before) {
        return Optional.of(item);
    }
}
