package emulators.dynamodb.request;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import emulators.dynamodb.expression.Condition;
import emulators.dynamodb.expression.Placeholders;
import emulators.dynamodb.expression.Projection;
import emulators.dynamodb.expression.Update;
import emulators.dynamodb.value.ValidationException;
import emulators.wire.shape.Json;
import java.util.List;
import java.util.Optional;

/** The expressions of one request, with their shared names and values. */
public final class Expressions {

    private static final String PROJECTION = "ProjectionExpression";

    private final JsonNode request;
    private final Placeholders placeholders;

    private Expressions(JsonNode request, Placeholders placeholders) {
        this.request = requireNonNull(request, "request");
        this.placeholders = requireNonNull(placeholders, "placeholders");
    }

    /**
     * Reads names and values.
     *
     * @param kinds the members that are expressions
     * @throws ValidationException if there are names or values but no expression
     */
    public static Expressions of(JsonNode request, List<String> kinds) {
        requireExpression(request, "ExpressionAttributeNames", kinds);
        requireExpression(
                request,
                "ExpressionAttributeValues",
                kinds.stream().filter(kind -> !kind.equals(PROJECTION)).toList());
        return new Expressions(
                request,
                Placeholders.of(request.path("ExpressionAttributeNames"), request.path("ExpressionAttributeValues")));
    }

    private static void requireExpression(JsonNode request, String member, List<String> kinds) {
        if (request.hasNonNull(member) && kinds.stream().noneMatch(request::hasNonNull)) {
            throw new ValidationException(member + " can only be specified when using expressions: "
                    + String.join(" and ", kinds) + (kinds.size() == 1 ? " is null" : " are null"));
        }
    }

    public Placeholders placeholders() {
        return placeholders;
    }

    public Optional<Condition> condition(String kind) {
        return Json.text(request, kind).map(text -> Condition.parse(kind, text, placeholders));
    }

    public Optional<Projection> projection() {
        return Json.text(request, PROJECTION).map(text -> Projection.parse(PROJECTION, text, placeholders));
    }

    public Optional<Update> update() {
        return Json.text(request, "UpdateExpression").map(text -> Update.parse(text, placeholders));
    }

    /** @throws ValidationException if no expression uses a name or a value */
    public void checkAllUsed() {
        placeholders.checkAllUsed();
    }
}
