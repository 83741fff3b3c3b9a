package imagefanout.localfleet;

import static imagefanout.localfleet.TemplateValues.list;
import static imagefanout.localfleet.TemplateValues.map;

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
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The parts of template.yaml that a local fleet needs. */
public final class Template {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String FUNCTION = "AWS::Serverless::Function";
    private static final int MAX_CONCURRENCY = 1_000;

    private final TemplateValues values;

    private Template(TemplateValues values) {
        this.values = values;
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
            return new Template(new TemplateValues(Files.readString(file), parameters));
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
        return values.resources(FUNCTION).entrySet().stream()
                .map(function -> function(function.getKey(), function.getValue()))
                .toList();
    }

    private DeclaredFunction function(String logicalId, Map<String, Object> properties) {
        Map<String, Object> globals = map(values.section("Globals").get("Function"));
        Map<String, String> variables = variables(globals);
        variables.putAll(variables(properties));
        Object timeout = properties.getOrDefault("Timeout", globals.getOrDefault("Timeout", 3));
        return new DeclaredFunction(
                logicalId,
                required(properties, "Handler").replaceFirst("::.*", ""),
                Integer.parseInt(timeout.toString()),
                values.text(properties.getOrDefault("ReservedConcurrentExecutions", MAX_CONCURRENCY))
                        .map(Integer::parseInt)
                        .orElse(MAX_CONCURRENCY),
                variables);
    }

    private Map<String, String> variables(Map<String, Object> properties) {
        Map<String, String> variables = new LinkedHashMap<>();
        map(map(properties.get("Environment")).get("Variables"))
                .forEach((name, value) -> values.text(value).ifPresent(text -> variables.put(name, text)));
        return variables;
    }

    public List<DeclaredTable> tables() {
        return values.resources("AWS::DynamoDB::Table").entrySet().stream()
                .map(table -> new DeclaredTable(
                        table.getKey(),
                        creation(table.getKey(), table.getValue()),
                        Optional.ofNullable(table.getValue().get("TimeToLiveSpecification"))
                                .map(JSON::valueToTree)))
                .toList();
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
                        required(event, "Method").toUpperCase(Locale.ROOT), required(event, "Path"), function))));
        return routes;
    }

    /** The streams that each function reads. */
    Map<String, List<DeclaredStream>> streams() {
        Map<String, List<DeclaredStream>> streams = new LinkedHashMap<>();
        events("DynamoDB")
                .forEach((function, events) -> streams.put(
                        function,
                        events.stream()
                                .map(event -> new DeclaredStream(required(event, "Stream"), filters(event)))
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
        List<String> subscribed = values.resources("AWS::SNS::Subscription").values().stream()
                .map(subscription -> required(subscription, "Endpoint"))
                .toList();
        return events("SQS").entrySet().stream()
                .filter(function ->
                        function.getValue().stream().anyMatch(event -> subscribed.contains(required(event, "Queue"))))
                .map(Map.Entry::getKey)
                .toList();
    }

    /** The properties of each function's event sources of one type. */
    Map<String, List<Map<String, Object>>> events(String type) {
        Map<String, List<Map<String, Object>>> found = new LinkedHashMap<>();
        values.resources(FUNCTION).forEach((logicalId, properties) -> {
            List<Map<String, Object>> ofType = map(properties.get("Events")).values().stream()
                    .filter(event -> type.equals(map(event).get("Type")))
                    .map(event -> map(map(event).get("Properties")))
                    .toList();
            if (!ofType.isEmpty()) {
                found.put(logicalId, ofType);
            }
        });
        return found;
    }

    /** The value as text; empty for {@code AWS::NoValue}. */
    Optional<String> text(Object value) {
        return values.text(value);
    }

    private String required(Map<String, Object> properties, String name) {
        return values.text(properties.get(name)).orElseThrow();
    }
}
