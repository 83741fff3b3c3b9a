package emulators.dynamodb.legacy;

import com.fasterxml.jackson.databind.JsonNode;
import emulators.dynamodb.value.ValidationException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * AttributeUpdates.
 *
 * @see <a href="https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_AttributeValueUpdate.html">
 *     AttributeValueUpdate</a>
 */
final class LegacyUpdates {

    private LegacyUpdates() {}

    /** Returns the equivalent update expression. */
    static String text(JsonNode updates, Aliases aliases) {
        Map<String, List<String>> clauses = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> update : updates.properties()) {
            String clause = clause(update.getKey(), update.getValue());
            clauses.computeIfAbsent(clause, ignored -> new ArrayList<>())
                    .add(action(clause, aliases.name(update.getKey()), update.getValue(), aliases));
        }
        return clauses.entrySet().stream()
                .map(clause -> clause.getKey() + " " + String.join(", ", clause.getValue()))
                .reduce((one, other) -> one + " " + other)
                .orElse("");
    }

    private static String clause(String attribute, JsonNode update) {
        String action = update.path("Action").asText("PUT");
        boolean hasValue = update.hasNonNull("Value");
        if (action.equals("DELETE")) {
            return hasValue ? "DELETE" : "REMOVE";
        }
        if (!hasValue) {
            throw new ValidationException(
                    "One or more parameter values were invalid: Only DELETE action is allowed when "
                            + "no attribute value is specified, for attribute: " + attribute);
        }
        return action.equals("ADD") ? "ADD" : "SET";
    }

    private static String action(String clause, String name, JsonNode update, Aliases aliases) {
        return switch (clause) {
            case "REMOVE" -> name;
            case "SET" -> name + " = " + aliases.value(update.get("Value"));
            default -> name + " " + aliases.value(update.get("Value"));
        };
    }
}
