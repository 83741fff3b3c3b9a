package emulators.dynamodb.legacy;

import com.fasterxml.jackson.databind.JsonNode;
import emulators.dynamodb.value.ValidationException;
import emulators.wire.shape.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Conditions on attributes: Expected, QueryFilter, ScanFilter and KeyConditions. */
final class LegacyConditions {

    private LegacyConditions() {}

    /**
     * Returns the equivalent expression.
     *
     * @param conditions by attribute
     * @param operator AND or OR
     */
    static String text(JsonNode conditions, String operator, Aliases aliases) {
        List<String> parts = new ArrayList<>();
        for (Map.Entry<String, JsonNode> condition : conditions.properties()) {
            parts.add(part(condition.getKey(), condition.getValue(), aliases));
        }
        return String.join(" " + operator + " ", parts);
    }

    private static String part(String attribute, JsonNode condition, Aliases aliases) {
        if (condition.hasNonNull("ComparisonOperator")) {
            ComparisonOperator operator = ComparisonOperator.valueOf(
                    condition.get("ComparisonOperator").textValue());
            return operator.text(aliases.name(attribute), values(condition, aliases));
        }
        boolean mustExist = condition.path("Exists").asBoolean(true);
        if (mustExist != condition.hasNonNull("Value")) {
            throw new ValidationException("One or more parameter values were invalid: Value "
                    + (mustExist ? "must be provided when Exists is true" : "cannot be used when Exists is false")
                    + " for Attribute: " + attribute);
        }
        String name = aliases.name(attribute);
        return mustExist
                ? ComparisonOperator.EQ.text(name, List.of(aliases.value(condition.get("Value"))))
                : ComparisonOperator.NULL.text(name, List.of());
    }

    private static List<String> values(JsonNode condition, Aliases aliases) {
        if (condition.hasNonNull("Value")) {
            return List.of(aliases.value(condition.get("Value")));
        }
        return Json.elements(condition, "AttributeValueList").stream()
                .map(aliases::value)
                .toList();
    }
}
