package emulators.dynamodb.operation.batch;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import emulators.dynamodb.account.Session;
import emulators.dynamodb.expression.Projection;
import emulators.dynamodb.legacy.LegacyParameters;
import emulators.dynamodb.request.Expressions;
import emulators.dynamodb.table.Table;
import emulators.dynamodb.value.Item;
import emulators.wire.shape.Json;
import java.util.List;
import java.util.Optional;

/**
 * The reads of a batch from one table.
 *
 * @param name the table's name or ARN, as in the request
 */
record TableReads(String name, Table table, JsonNode request, Optional<Projection> projection) {

    static final LegacyParameters LEGACY = LegacyParameters.none().and("AttributesToGet", "ProjectionExpression");

    TableReads {
        requireNonNull(name, "name");
        requireNonNull(table, "table");
        requireNonNull(request, "request");
        requireNonNull(projection, "projection");
    }

    static TableReads in(String name, ObjectNode request, Session session) {
        Expressions expressions = Expressions.of(LEGACY.rewritten(request), List.of("ProjectionExpression"));
        Optional<Projection> projection = expressions.projection();
        expressions.checkAllUsed();
        return new TableReads(name, session.table(name), request, projection);
    }

    boolean isConsistent() {
        return request.path("ConsistentRead").asBoolean();
    }

    Item shown(Item item) {
        return projection.map(expression -> expression.apply(item)).orElse(item);
    }

    /** Adds an unprocessed key and the request's other members to the answer, so that the client can retry. */
    void addUnprocessed(JsonNode key, ObjectNode unprocessed) {
        if (!unprocessed.has(name)) {
            ObjectNode again = Json.object();
            again.putArray("Keys");
            Json.copy(
                    request,
                    again,
                    "ConsistentRead",
                    "ProjectionExpression",
                    "ExpressionAttributeNames",
                    "AttributesToGet");
            unprocessed.set(name, again);
        }
        ((ArrayNode) unprocessed.get(name).get("Keys")).add(key);
    }
}
