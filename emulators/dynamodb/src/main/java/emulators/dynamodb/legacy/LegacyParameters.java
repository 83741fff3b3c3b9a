package emulators.dynamodb.legacy;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import emulators.dynamodb.input.InputFlag;
import emulators.dynamodb.input.InputList;
import emulators.dynamodb.input.InputMap;
import emulators.dynamodb.input.InputShape;
import emulators.dynamodb.input.InputStructure;
import emulators.dynamodb.input.InputText;
import emulators.dynamodb.input.Unread;
import emulators.dynamodb.value.ValidationException;
import emulators.wire.shape.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The legacy parameters of an operation, and the expressions that replace them. */
public final class LegacyParameters {

    private static final String OPERATOR = "ConditionalOperator";

    private static final InputText COMPARISON = InputText.oneOf(
            "IN",
            "NULL",
            "BETWEEN",
            "LT",
            "NOT_CONTAINS",
            "EQ",
            "GT",
            "NOT_NULL",
            "NE",
            "LE",
            "BEGINS_WITH",
            "GE",
            "CONTAINS");
    private static final InputShape CONDITIONS = InputMap.any(InputStructure.of("Condition")
            .requires("ComparisonOperator", COMPARISON)
            .allows("AttributeValueList", InputList.any(new Unread())));
    private static final InputShape EXPECTATIONS = InputMap.any(InputStructure.of("ExpectedAttributeValue")
            .allows("Value", new Unread())
            .allows("Exists", new InputFlag())
            .allows("ComparisonOperator", COMPARISON)
            .allows("AttributeValueList", InputList.any(new Unread())));
    private static final InputShape UPDATES = InputMap.any(InputStructure.of("AttributeValueUpdate")
            .allows("Value", new Unread())
            .allows("Action", InputText.oneOf("ADD", "PUT", "DELETE")));
    private static final InputShape NAMES = InputList.between(1, Integer.MAX_VALUE, InputText.ofLength(1, 65_535));

    private static final Map<String, InputShape> SHAPES = Map.of(
            "AttributesToGet", NAMES,
            "AttributeUpdates", UPDATES,
            "Expected", EXPECTATIONS,
            "KeyConditions", CONDITIONS,
            "QueryFilter", CONDITIONS,
            "ScanFilter", CONDITIONS);

    /** The expressions, by the legacy parameter that they replace. */
    private final Map<String, String> replacements;

    private LegacyParameters(Map<String, String> replacements) {
        this.replacements = requireNonNull(replacements, "replacements");
    }

    public static LegacyParameters none() {
        return new LegacyParameters(Map.of());
    }

    /** Returns a copy with one more parameter. */
    public LegacyParameters and(String parameter, String expression) {
        Map<String, String> more = new LinkedHashMap<>(replacements);
        more.put(parameter, expression);
        return new LegacyParameters(more);
    }

    /** Returns the shape of the operation's requests, with its legacy parameters. */
    public InputStructure addTo(InputStructure request) {
        InputStructure all = request;
        for (String parameter : replacements.keySet()) {
            all = all.allows(parameter, SHAPES.get(parameter));
        }
        return hasConditions() ? all.allows(OPERATOR, InputText.oneOf("OR", "AND")) : all;
    }

    private boolean hasConditions() {
        return replacements.containsValue("ConditionExpression") || replacements.containsValue("FilterExpression");
    }

    /**
     * Returns the request with expressions in place of legacy parameters, or the same request if it has none.
     *
     * @throws ValidationException if it has both expressions and legacy parameters
     */
    public ObjectNode rewritten(ObjectNode request) {
        List<String> given = replacements.keySet().stream()
                .filter(parameter -> !request.path(parameter).isEmpty())
                .toList();
        if (given.isEmpty()) {
            return request;
        }
        refuseBoth(request, given);
        ObjectNode rewritten = Json.object().setAll(request);
        rewritten.remove(given);
        rewritten.remove(OPERATOR);
        Aliases aliases = new Aliases();
        given.forEach(parameter -> rewritten.put(replacements.get(parameter), text(parameter, request, aliases)));
        aliases.addTo(rewritten);
        return rewritten;
    }

    private void refuseBoth(JsonNode request, List<String> given) {
        List<String> expressions = replacements.values().stream()
                .filter(request::hasNonNull)
                .distinct()
                .toList();
        if (!expressions.isEmpty()) {
            throw new ValidationException(
                    "Can not use both expression and non-expression parameters in the same request: "
                            + "Non-expression parameters: {" + String.join(", ", given) + "} Expression parameters: {"
                            + String.join(", ", expressions) + "}");
        }
        for (String placeholders : List.of("ExpressionAttributeNames", "ExpressionAttributeValues")) {
            if (request.hasNonNull(placeholders)) {
                throw new ValidationException(placeholders + " can only be specified when using expressions");
            }
        }
    }

    private static String text(String parameter, JsonNode request, Aliases aliases) {
        JsonNode given = request.get(parameter);
        return switch (parameter) {
            case "AttributesToGet" -> projection(Json.texts(request, parameter), aliases);
            case "AttributeUpdates" -> LegacyUpdates.text(given, aliases);
            case "KeyConditions" -> LegacyConditions.text(given, "AND", aliases);
            default -> LegacyConditions.text(given, request.path(OPERATOR).asText("AND"), aliases);
        };
    }

    private static String projection(List<String> attributes, Aliases aliases) {
        for (String attribute : attributes) {
            if (attributes.indexOf(attribute) != attributes.lastIndexOf(attribute)) {
                throw new ValidationException(
                        "One or more parameter values were invalid: Duplicate value in attribute name: " + attribute);
            }
        }
        return String.join(", ", attributes.stream().map(aliases::name).toList());
    }
}
