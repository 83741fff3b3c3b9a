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
 * What must hold of an item before it is written.
 *
 * @param condition empty when anything may be
 * @param showsItem whether the caller wants to see the item of which it does not hold
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

    /** The members of a failure besides its message: the item, if there is one and the request asks for it. */
    public ObjectNode shown(Optional<Item> before) {
        ObjectNode members = Json.object();
        before.filter(item -> showsItem).ifPresent(item -> members.set("Item", item.toJson()));
        return members;
    }
}
