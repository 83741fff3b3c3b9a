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

/** Checks an item without changing it, as part of a transaction. */
public record ConditionCheck(String tableName, Item key, Precondition precondition) implements Write {

    public ConditionCheck {
        requireNonNull(tableName, "tableName");
        requireNonNull(key, "key");
        requireNonNull(precondition, "precondition");
    }

    /** Reads the ConditionCheck of a transaction. */
    public static ConditionCheck in(JsonNode request) {
        Expressions expressions = Expressions.of(request, List.of(Precondition.KIND));
        Item key = AttributeValues.parseItem(request.get("Key"));
        Precondition precondition = Precondition.in(request, expressions);
        expressions.checkAllUsed();
        return new ConditionCheck(request.get("TableName").textValue(), key, precondition);
    }

    @Override
    public ItemKey key(Table table) {
        return table.schema().exactKey(key);
    }

    @Override
    public Optional<Item> after(Table table, Optional<Item> before) {
        return before;
    }
}
