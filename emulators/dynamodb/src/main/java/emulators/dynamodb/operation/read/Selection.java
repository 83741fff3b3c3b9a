package emulators.dynamodb.operation.read;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import emulators.dynamodb.expression.Projection;
import emulators.dynamodb.value.Item;
import emulators.dynamodb.value.ValidationException;
import java.util.Optional;

/** The part of the items that a query or scan returns: all attributes, some, or only the count. */
record Selection(Optional<Projection> projection, boolean countsOnly) {

    private static final String PROJECTION = "ProjectionExpression";

    Selection {
        requireNonNull(projection, "projection");
    }

    /**
     * Checks that Select and the projection are compatible.
     *
     * @throws ValidationException if they are not compatible
     */
    static void check(JsonNode request) {
        String select = request.path("Select").asText();
        boolean projects = request.hasNonNull(PROJECTION);
        if (select.equals("SPECIFIC_ATTRIBUTES") && !projects) {
            throw new ValidationException("One or more parameter values were invalid: Must specify the AttributesToGet "
                    + "or ProjectionExpression when choosing to get SPECIFIC_ATTRIBUTES");
        }
        if (select.equals("ALL_PROJECTED_ATTRIBUTES") && !request.hasNonNull("IndexName")) {
            throw new ValidationException("One or more parameter values were invalid: ALL_PROJECTED_ATTRIBUTES can be "
                    + "used only when Querying using an IndexName");
        }
        if (projects && !select.isEmpty() && !select.equals("SPECIFIC_ATTRIBUTES")) {
            throw new ValidationException("Cannot specify the ProjectionExpression when choosing to get "
                    + (select.equals("COUNT") ? "only the Count" : select));
        }
    }

    static Selection of(JsonNode request, Optional<Projection> projection) {
        return new Selection(projection, request.path("Select").asText().equals("COUNT"));
    }

    /** Adds the page to the answer. */
    void show(Page page, ObjectNode answer) {
        if (!countsOnly) {
            ArrayNode items = answer.putArray("Items");
            page.items().forEach(item -> items.add(shown(item).toJson()));
        }
        answer.put("Count", page.items().size());
        answer.put("ScannedCount", page.evaluated());
    }

    private Item shown(Item item) {
        return projection.map(expression -> expression.apply(item)).orElse(item);
    }
}
