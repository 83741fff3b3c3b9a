package imagefanout.endtoend.logs;

import static imagefanout.endtoend.template.TemplateText.list;
import static imagefanout.endtoend.template.TemplateText.map;
import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import imagefanout.dynamodb.table.CatalogTable;
import imagefanout.endtoend.template.TemplateText;
import imagefanout.lambda.DirectInvocation;
import imagefanout.lambda.Environment;
import imagefanout.localfleet.Fleet;
import imagefanout.localfleet.FleetOptions;
import imagefanout.localfleet.Template;
import imagefanout.testing.CapturedOutput;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.cloudwatchlogs.emf.config.EnvironmentConfigurationProvider;
import software.amazon.cloudwatchlogs.emf.environment.Environments;

/** Checks that the functions emit every metric that alarms and the dashboard use. An alarm on any other metric never goes off. */
class WatchedMetricsTest {
    private static final String NAMESPACE = "ImageFanOut";
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Pattern SEARCH = Pattern.compile("\\{ImageFanOut,([A-Za-z,]+)} MetricName=\"([A-Za-z]+)\"");

    private static final Set<Metric> COUNTED = new LinkedHashSet<>();

    private final TemplateText template = TemplateText.read();

    WatchedMetricsTest() throws IOException {}

    /** @param dimensions values by name; an empty value matches any */
    private record Metric(String name, Map<String, String> dimensions) {
        private boolean isAmong(Set<Metric> metrics) {
            return metrics.stream()
                    .filter(metric -> metric.name().equals(name))
                    .filter(metric -> metric.dimensions().keySet().equals(dimensions.keySet()))
                    .anyMatch(metric -> dimensions.entrySet().stream()
                            .filter(dimension -> !dimension.getValue().isEmpty())
                            .allMatch(metric.dimensions().entrySet()::contains));
        }
    }

    @BeforeAll
    static void runFunctions() throws IOException {
        EnvironmentConfigurationProvider.getConfig().setEnvironmentOverride(Environments.Lambda);
        try (Fleet fleet =
                Fleet.start(FleetOptions.onFreePorts(TemplateText.FILE).withSamples())) {
            // A recording of an unchanged build emits no metric.
            forgetBuilds(fleet);
            run(fleet, "RecordImageFunction", "record-image/failed-in-one-account");
            run(fleet, "ReconcilePipelineFunction", "reconcile-pipeline/everything");
            run(fleet, "QueryImagesFunction", "query-images/hold");
            run(fleet, "SyncDistributionsFunction", "sync-distributions/everything");
            run(fleet, "ImportAccountsFunction", "import-accounts/everything");
            run(fleet, "AnnounceChangesFunction", "announce-changes/one-pipeline");
        }
    }

    private static void forgetBuilds(Fleet fleet) {
        try (DynamoDbClient client = fleet.dynamoDbClient()) {
            client.scanPaginator(scan -> scan.tableName("CatalogTable")).items().forEach(item -> {
                var key = new HashMap<>(item);
                key.keySet().retainAll(Set.of(CatalogTable.PARTITION_KEY, CatalogTable.SORT_KEY));
                client.deleteItem(delete -> delete.tableName("CatalogTable").key(key));
            });
        }
    }

    private static void run(Fleet fleet, String function, String event) throws IOException {
        Map<String, String> endpoints = Map.of(
                "DynamoDbEndpoint", fleet.dynamoDb().toString(),
                "ImageBuilderEndpoint", fleet.imageBuilder().toString(),
                "OrganizationsEndpoint", fleet.organizations().toString(),
                "EventBridgeEndpoint", fleet.eventBridge().toString());
        Template.DeclaredFunction declared = Template.read(TemplateText.FILE, endpoints).functions().stream()
                .filter(each -> each.logicalId().equals(function))
                .findFirst()
                .orElseThrow();
        Map<String, String> variables = new HashMap<>(declared.variables());
        variables.put("AWS_REGION", "us-east-1");
        byte[] input =
                Files.readAllBytes(TemplateText.FILE.resolveSibling("events").resolve(event + ".json"));
        List<String> log = CapturedOutput.during(() -> handler(declared, variables)
                .handleRequest(
                        new ByteArrayInputStream(input),
                        new ByteArrayOutputStream(),
                        new DirectInvocation(function, "request", () -> Duration.ofMinutes(15))));
        for (String line : log) {
            if (line.contains("\"_aws\"")) {
                JsonNode counted = JSON.readTree(line);
                counted.at("/_aws/CloudWatchMetrics").forEach(directive -> count(counted, directive));
            }
        }
    }

    private static RequestStreamHandler handler(Template.DeclaredFunction declared, Map<String, String> variables)
            throws ReflectiveOperationException {
        return Class.forName(declared.handlerClass())
                .asSubclass(RequestStreamHandler.class)
                .getConstructor(Environment.class)
                .newInstance(Environment.of(variables));
    }

    private static void count(JsonNode values, JsonNode directive) {
        assertThat(directive.path("Namespace").asText()).isEqualTo(NAMESPACE);
        for (JsonNode names : directive.path("Dimensions")) {
            Map<String, String> dimensions = new TreeMap<>();
            names.forEach(name ->
                    dimensions.put(name.asText(), values.path(name.asText()).asText()));
            directive
                    .path("Metrics")
                    .forEach(
                            metric -> COUNTED.add(new Metric(metric.path("Name").asText(), dimensions)));
        }
    }

    @Test
    void everyMetricOfAnAlarmIsEmitted() {
        List<Metric> watched = new ArrayList<>();
        template.resources("AWS::CloudWatch::Alarm").values().forEach(alarm -> {
            Map<String, Object> properties = map(alarm.get("Properties"));
            watched(properties, watched);
            list(properties.get("Metrics"))
                    .forEach(metric ->
                            watched(map(map(map(metric).get("MetricStat")).get("Metric")), watched));
        });

        assertThat(watched).isNotEmpty().allMatch(metric -> metric.isAmong(COUNTED));
    }

    private static void watched(Map<String, Object> metric, List<Metric> watched) {
        if (NAMESPACE.equals(metric.get("Namespace"))) {
            Map<String, String> dimensions = new TreeMap<>();
            list(metric.get("Dimensions"))
                    .forEach(dimension -> dimensions.put((String) map(dimension).get("Name"), (String)
                            map(dimension).get("Value")));
            watched.add(new Metric((String) metric.get("MetricName"), dimensions));
        }
    }

    @Test
    void everyMetricOfTheDashboardIsEmitted() throws IOException {
        Map<String, Object> properties = map(template.resources("AWS::CloudWatch::Dashboard")
                .get("Dashboard")
                .get("Properties"));
        String body = (String) map(properties.get("DashboardBody")).get("Fn::Sub");
        List<Metric> shown = new ArrayList<>();
        for (JsonNode widget : JSON.readTree(body).path("widgets")) {
            List<String> above = List.of();
            for (JsonNode row : widget.at("/properties/metrics")) {
                Matcher search = SEARCH.matcher(row.path(0).path("expression").asText());
                if (search.find()) {
                    Map<String, String> dimensions = new TreeMap<>();
                    List.of(search.group(1).split(",")).forEach(name -> dimensions.put(name, ""));
                    shown.add(new Metric(search.group(2), dimensions));
                } else {
                    above = written(row, above);
                    shown(above, shown);
                }
            }
        }

        assertThat(shown).isNotEmpty().allMatch(metric -> metric.isAmong(COUNTED));
    }

    /** Expands a row: a dot repeats the cell above, three dots repeat all previous cells. */
    private static List<String> written(JsonNode row, List<String> above) {
        List<String> texts = new ArrayList<>();
        row.forEach(cell -> {
            if (cell.isTextual()) {
                texts.add(cell.asText());
            }
        });
        if (texts.get(0).equals("...")) {
            texts.remove(0);
            texts.addAll(0, above.subList(0, above.size() - texts.size()));
        }
        for (int i = 0; i < texts.size(); i++) {
            if (texts.get(i).equals(".")) {
                texts.set(i, above.get(i));
            }
        }
        return texts;
    }

    private static void shown(List<String> row, List<Metric> shown) {
        if (row.get(0).equals(NAMESPACE)) {
            Map<String, String> dimensions = new TreeMap<>();
            for (int i = 2; i < row.size(); i += 2) {
                dimensions.put(row.get(i), row.get(i + 1));
            }
            shown.add(new Metric(row.get(1), dimensions));
        }
    }
}
