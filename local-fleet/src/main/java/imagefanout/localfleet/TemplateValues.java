package imagefanout.localfleet;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A template's resources under the conditions that hold, and what its intrinsic functions return. A reference to a resource
 * becomes its logical ID, as in {@code sam local}.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/intrinsic-function-reference.html">Intrinsic
 *     functions</a>
 */
final class TemplateValues {
    private static final Pattern SUBSTITUTION = Pattern.compile("\\$\\{([A-Za-z0-9:.]+)}");

    private final Map<String, Object> root;
    private final Map<String, String> parameters = new LinkedHashMap<>();

    /** @param parameters values other than the template's defaults */
    TemplateValues(String yaml, Map<String, String> parameters) {
        this.root = map(TemplateYaml.parse(yaml));
        section("Parameters")
                .forEach((name, declared) ->
                        this.parameters.put(name, String.valueOf(map(declared).getOrDefault("Default", ""))));
        this.parameters.putAll(parameters);
    }

    /** A section of the template, such as {@code Globals}. */
    Map<String, Object> section(String name) {
        return map(root.get(name));
    }

    /** The properties of the resources of one type, by logical ID. */
    Map<String, Map<String, Object>> resources(String type) {
        Map<String, Map<String, Object>> found = new LinkedHashMap<>();
        section("Resources").forEach((logicalId, resource) -> {
            if (type.equals(map(resource).get("Type")) && holds(map(resource).get("Condition"))) {
                found.put(logicalId, map(map(resource).get("Properties")));
            }
        });
        return found;
    }

    /** The value as text; empty for {@code AWS::NoValue}. */
    Optional<String> text(Object value) {
        if (!(value instanceof Map<?, ?> function)) {
            return Optional.of(String.valueOf(value));
        }
        Object argument = function.values().iterator().next();
        String name = String.valueOf(function.keySet().iterator().next());
        return switch (name) {
            case "Ref" -> reference((String) argument);
            case "Fn::If" -> text(list(argument).get(holds(list(argument).get(0)) ? 1 : 2));
            case "Fn::GetAtt" -> Optional.of(String.valueOf(argument).replaceFirst("\\..*", ""));
            case "Fn::Sub" -> Optional.of(substitute((String) argument));
            default -> throw new IllegalStateException("the local fleet does not know " + name + " in template.yaml");
        };
    }

    private Optional<String> reference(String name) {
        return switch (name) {
            case "AWS::NoValue" -> Optional.empty();
            case "AWS::Region" -> Optional.of("us-east-1");
            case "AWS::AccountId" -> Optional.of("123456789012");
            case "AWS::Partition" -> Optional.of("aws");
            case "AWS::URLSuffix" -> Optional.of("amazonaws.com");
            case "AWS::StackName" -> Optional.of("local");
            default -> Optional.of(parameters.getOrDefault(name, name));
        };
    }

    private String substitute(String text) {
        Matcher names = SUBSTITUTION.matcher(text);
        return names.replaceAll(name -> Matcher.quoteReplacement(
                reference(name.group(1).replaceFirst("\\.Arn$", "")).orElse("")));
    }

    private boolean holds(Object condition) {
        if (condition == null) {
            return true;
        }
        if (condition instanceof String name) {
            return holds(section("Conditions").get(name));
        }
        Map<String, Object> function = map(condition);
        String name = function.keySet().iterator().next();
        Object argument = function.get(name);
        return switch (name) {
            case "Condition" -> holds(argument);
            case "Fn::Equals" ->
                text(list(argument).get(0)).equals(text(list(argument).get(1)));
            case "Fn::Not" -> !holds(list(argument).get(0));
            case "Fn::And" -> list(argument).stream().allMatch(this::holds);
            case "Fn::Or" -> list(argument).stream().anyMatch(this::holds);
            default -> throw new IllegalStateException("the local fleet does not know " + name + " in template.yaml");
        };
    }

    @SuppressWarnings("unchecked")
    static Map<String, Object> map(Object value) {
        return value == null ? Map.of() : (Map<String, Object>) value;
    }

    @SuppressWarnings("unchecked")
    static List<Object> list(Object value) {
        return value == null ? List.of() : (List<Object>) value;
    }
}
