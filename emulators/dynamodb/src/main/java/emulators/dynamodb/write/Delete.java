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

/** Deletes an item if it exists. */
public record Delete(String tableName, Item key, Precondition precondition) implements Write {

    public Delete {
        requireNonNull(tableName, "tableName");
        requireNonNull(key, "key");
        requireNonNull(precondition, "precondition");
    }

    /** Reads a DeleteItem request, or the Delete of a transaction. */
    public static Delete in(JsonNode request) {
        Expressions expressions = Expressions.of(request, List.of(Precondition.KIND));
        Item key = AttributeValues.parseItem(request.get("Key"));
        Precondition precondition = Precondition.in(request, expressions);
        expressions.checkAllUsed();
        return new Delete(request.get("TableName").textValue(), key, precondition);
    }

    @Override
    public ItemKey key(Table table) {
        return table.schema().exactKey(key);
    }

    @Override
    public Optional<Item> after(Table table, Optional<Item> before) {
        return Optional.empty();
    }
}
