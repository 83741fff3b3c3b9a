package imagefanout.localfleet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** The default event bus with the rules of the template's functions. It delivers events that reach it, also from other accounts. */
final class LocalEventBus {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final LocalFunctions functions;
    private final Map<String, List<Map<String, Object>>> rules;

    /** @param rules the properties of each function's rules */
    LocalEventBus(LocalFunctions functions, Map<String, List<Map<String, Object>>> rules) {
        this.functions = functions;
        this.rules = rules;
    }

    /** Invokes every function with a rule that the event matches. */
    void publish(JsonNode event) {
        byte[] text = event.toString().getBytes(StandardCharsets.UTF_8);
        rules.forEach((function, ofFunction) -> ofFunction.stream()
                .filter(rule -> matches(JSON.valueToTree(rule.get("Pattern")), event))
                .forEach(rule -> functions.invokeLater(function, text)));
    }

    /**
     * Whether the event has what the pattern names: for each field, one of the listed texts, a text with the
     * {@code prefix}, or none where {@code exists} is false.
     *
     * @see <a href="https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-event-patterns.html">Event patterns</a>
     */
    static boolean matches(JsonNode pattern, JsonNode event) {
        return pattern.properties().stream().allMatch(field -> {
            JsonNode found = event.path(field.getKey());
            if (field.getValue().isObject()) {
                return matches(field.getValue(), found);
            }
            for (JsonNode expected : field.getValue()) {
                boolean matches = expected.has("exists")
                        ? expected.get("exists").asBoolean() != found.isMissingNode()
                        : expected.has("prefix")
                                ? found.asText()
                                        .startsWith(expected.get("prefix").asText())
                                : expected.equals(found);
                if (matches) {
                    return true;
                }
            }
            return false;
        });
    }
}
