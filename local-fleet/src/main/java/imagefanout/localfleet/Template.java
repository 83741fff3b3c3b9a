package imagefanout.localfleet;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The parts of template.yaml that a local fleet needs. A reference to a resource becomes its logical ID, as in {@code sam
 * local}.
 */
public final class Template {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int MAX_CONCURRENCY = 1_000;
    private static final Pattern SUBSTITUTION = Pattern.compile("\\$\\{([A-Za-z0-9:.]+)}");

    private final Map<String, Object> root;
    private final Map<String, String> parameters;

    private Template(Map<String, Object> root, Map<String, String> parameters) {
        this.root = root;
        this.parameters = parameters;
    }

    /**
     * A function: its handler class, its time limit and its environment variables.
     *
     * @param concurrency how many invocations run at the same time at most
     */
    public record DeclaredFunction(
            String logicalId,
            String handlerClass,
            int timeoutSeconds,
            int concurrency,
            Map<String, String> variables) {}

    /**
     * A table.
     *
     * @param creation the request of CreateTable
     * @param timeToLive the member TimeToLiveSpecification of UpdateTimeToLive
     */
    public record DeclaredTable(String logicalId, ObjectNode creation, Optional<JsonNode> timeToLive) {}

    /**
     * A stream of a table, and the patterns of which a record must match one.
     *
     * @param filters none: every record
     */
    record DeclaredStream(String table, List<JsonNode> filters) {}

    /** A route of the HTTP API: {@code GET /v1/pipelines/{pipeline}/latest}. */
    public record DeclaredRoute(String method, String path, String function) {}

    /** @param parameters values other than the template's defaults */
    public static Template read(Path file, Map<String, String> parameters) {
        try {
            Map<String, Object> root = map(TemplateYaml.parse(Files.readString(file)));
            Map<String, String> values = new LinkedHashMap<>();
            map(root.get("Parameters"))
                    .forEach((name, declared) ->
                            values.put(name, String.valueOf(map(declared).getOrDefault("Default", ""))));
            values.putAll(parameters);
            return new Template(root, values);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }

    /** Finds template.yaml in the working directory or above it; else unpacks the one that the jar of the command brings along. */
    public static Path find() {
        Path start = Path.of("").toAbsolutePath();
        for (Path folder = start; folder != null; folder = folder.getParent()) {
            Path template = folder.resolve("template.yaml");
            if (Files.isRegularFile(template)) {
                return template;
            }
        }
        return unpacked();
    }

    private static Path unpacked() {
        try {
            Path folder = Files.createTempDirectory("image-fanout");
            Path template = folder.resolve("template.yaml");
            for (Path file : List.of(template, folder.resolve("local-fleet").resolve("seed.json"))) {
                try (InputStream packed = Template.class.getResourceAsStream("/" + file.getFileName())) {
                    if (packed == null) {
                        throw new IllegalStateException(
                                "template.yaml is neither in the working directory, nor above it,"
                                        + " nor in the jar: start the program in the project's folder");
                    }
                    Files.createDirectories(file.getParent());
                    Files.copy(packed, file);
                    file.toFile().deleteOnExit();
                }
            }
            return template;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot unpack template.yaml", e);
        }
    }

    public List<DeclaredFunction> functions() {
        Map<String, Object> globals = map(map(root.get("Globals")).get("Function"));
        List<DeclaredFunction> functions = new ArrayList<>();
        resources("AWS::Serverless::Function").forEach((logicalId, properties) -> {
            Map<String, String> variables = new LinkedHashMap<>();
            variables.putAll(variables(globals));
            variables.putAll(variables(properties));
            String handler = text(properties.get("Handler")).orElseThrow();
            Object timeout = properties.getOrDefault("Timeout", globals.getOrDefault("Timeout", 3));
            functions.add(new DeclaredFunction(
                    logicalId,
                    handler.replaceFirst("::.*", ""),
                    Integer.parseInt(timeout.toString()),
                    text(properties.getOrDefault("ReservedConcurrentExecutions", MAX_CONCURRENCY))
                            .map(Integer::parseInt)
                            .orElse(MAX_CONCURRENCY),
                    variables));
        });
        return functions;
    }

    private Map<String, String> variables(Map<String, Object> properties) {
        Map<String, String> variables = new LinkedHashMap<>();
        map(map(properties.get("Environment")).get("Variables"))
                .forEach((name, value) -> text(value).ifPresent(text -> variables.put(name, text)));
        return variables;
    }

    public List<DeclaredTable> tables() {
        List<DeclaredTable> tables = new ArrayList<>();
        resources("AWS::DynamoDB::Table")
                .forEach((logicalId, properties) -> tables.add(new DeclaredTable(
                        logicalId,
                        creation(logicalId, properties),
                        Optional.ofNullable(properties.get("TimeToLiveSpecification"))
                                .map(JSON::valueToTree))));
        return tables;
    }

    /** CloudFormation's properties are also members of CreateTable, except that a stream must be enabled. */
    private static ObjectNode creation(String logicalId, Map<String, Object> properties) {
        ObjectNode creation = JSON.createObjectNode().put("TableName", logicalId);
        for (String member : List.of("BillingMode", "AttributeDefinitions", "KeySchema")) {
            creation.set(member, JSON.valueToTree(properties.get(member)));
        }
        if (properties.containsKey("StreamSpecification")) {
            ObjectNode stream = JSON.valueToTree(properties.get("StreamSpecification"));
            creation.set("StreamSpecification", stream.put("StreamEnabled", true));
        }
        return creation;
    }

    public List<DeclaredRoute> routes() {
        List<DeclaredRoute> routes = new ArrayList<>();
        events("HttpApi")
                .forEach((function, events) -> events.forEach(event -> routes.add(new DeclaredRoute(
                        text(event.get("Method")).orElseThrow().toUpperCase(java.util.Locale.ROOT),
                        text(event.get("Path")).orElseThrow(),
                        function))));
        return routes;
    }

    /** The streams that each function reads. */
    Map<String, List<DeclaredStream>> streams() {
        Map<String, List<DeclaredStream>> streams = new LinkedHashMap<>();
        events("DynamoDB")
                .forEach((function, events) -> streams.put(
                        function,
                        events.stream()
                                .map(event -> new DeclaredStream(
                                        text(event.get("Stream")).orElseThrow(), filters(event)))
                                .toList()));
        return streams;
    }

    private static List<JsonNode> filters(Map<String, Object> event) {
        return list(map(event.get("FilterCriteria")).get("Filters")).stream()
                .map(filter -> json((String) map(filter).get("Pattern")))
                .toList();
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("not JSON in template.yaml: " + text, e);
        }
    }

    /** The functions that subscribe to Image Builder's topic. */
    public List<String> topicSubscribers() {
        return List.copyOf(events("SNS").keySet());
    }

    /** The functions that read a queue which subscribes to Image Builder's topic. */
    public List<String> queueReaders() {
        List<String> subscribed = resources("AWS::SNS::Subscription").values().stream()
                .map(subscription -> text(subscription.get("Endpoint")).orElseThrow())
                .toList();
        return events("SQS").entrySet().stream()
                .filter(function -> function.getValue().stream()
                        .anyMatch(event ->
                                subscribed.contains(text(event.get("Queue")).orElseThrow())))
                .map(Map.Entry::getKey)
                .toList();
    }

    /** The properties of each function's event sources of one type. */
    Map<String, List<Map<String, Object>>> events(String type) {
        Map<String, List<Map<String, Object>>> found = new LinkedHashMap<>();
        resources("AWS::Serverless::Function").forEach((logicalId, properties) -> map(properties.get("Events"))
                .values()
                .forEach(event -> {
                    if (type.equals(map(event).get("Type"))) {
                        found.computeIfAbsent(logicalId, id -> new ArrayList<>())
                                .add(map(map(event).get("Properties")));
                    }
                }));
        return found;
    }

    private Map<String, Map<String, Object>> resources(String type) {
        Map<String, Map<String, Object>> found = new LinkedHashMap<>();
        map(root.get("Resources")).forEach((logicalId, resource) -> {
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
            return holds(map(root.get("Conditions")).get(name));
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
    private static Map<String, Object> map(Object value) {
        return value == null ? Map.of() : (Map<String, Object>) value;
    }

    @SuppressWarnings("unchecked")
    private static List<Object> list(Object value) {
        return value == null ? List.of() : (List<Object>) value;
    }
}
