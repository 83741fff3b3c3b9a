package emulators.dynamodb.write;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import emulators.dynamodb.expression.Condition;
import emulators.dynamodb.request.Expressions;
import emulators.dynamodb.value.Item;
import emulators.wire.shape.Json;
import java.util.Optional;

/**
 * The condition of a write on the existing item.
 *
 * @param condition empty if the write is unconditional
 * @param showsItem whether the error returns the item that fails the condition
 */
public record Precondition(Optional<Condition> condition, boolean showsItem) {

    static final String KIND = "ConditionExpression";
    static final String FAILED = "The conditional request failed";

    public Precondition {
        requireNonNull(condition, "condition");
    }

    static Precondition in(JsonNode request, Expressions expressions) {
        return new Precondition(
                expressions.condition(KIND),
                request.path("ReturnValuesOnConditionCheckFailure").asText().equals("ALL_OLD"));
    }

    public boolean holds(Optional<Item> before) {
        return condition.isEmpty() || condition.get().holds(before.orElse(Item.empty()));
    }

    /** Returns the error's members besides its message: the item, if it exists and the request asks for it. */
    public ObjectNode shown(Optional<Item> before) {
        ObjectNode members = Json.object();
        before.filter(item -> showsItem).ifPresent(item -> members.set("Item", item.toJson()));
        return members;
    }
}
