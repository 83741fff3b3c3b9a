package imagefanout.endtoend.faults;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import imagefanout.endtoend.fleet.AwsService;
import imagefanout.endtoend.fleet.FleetClients;
import imagefanout.endtoend.fleet.Scenario;
import imagefanout.endtoend.fleet.Scenarios;
import imagefanout.endtoend.fleet.SilencedLogs;
import imagefanout.endtoend.fleet.SimulatedDynamoDb;
import imagefanout.endtoend.fleet.WireRequest;
import imagefanout.localfleet.Fleet;
import imagefanout.localfleet.FleetOptions;
import imagefanout.localfleet.Template;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every request of every scenario, put to DynamoDB Local as well: both answer the same. */
class SimulatedDynamoDbTest {
    private static final Path TEMPLATE = Template.find();
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private static Fleet fleet;
    private static FleetClients clients;
    private static SilencedLogs logs;

    @BeforeAll
    static void start() throws IOException {
        fleet = Fleet.start(FleetOptions.onFreePorts(TEMPLATE));
        logs = SilencedLogs.start();
        clients = new FleetClients();
    }

    @AfterAll
    static void stop() {
        clients.close();
        logs.close();
        fleet.close();
    }

    static List<Scenario> scenarios() {
        return Scenarios.all();
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void answersAsDynamoDbLocalDoes(Scenario scenario) throws IOException, InterruptedException {
        SimulatedDynamoDb empty =
                new SimulatedDynamoDb(Template.read(TEMPLATE, Map.of()).tables());
        Scenario.Prepared prepared = scenario.prepare(clients, empty.copy());
        hold(prepared.tables());

        for (ObservedCall call : FaultRun.undisturbed(prepared, clients).calls()) {
            if (call.request().service() == AwsService.DYNAMODB) {
                HttpResponse<String> local =
                        ask(call.request().operation(), call.request().json());

                assertThat(local.statusCode()).isEqualTo(call.response().status());
                if (call.response().isOk()) {
                    assertThat(comparable(WireRequest.JSON.readTree(local.body())))
                            .as("%s %s", call, call.request().json())
                            .isEqualTo(comparable(call.response().json()));
                } else {
                    assertThat(error(WireRequest.JSON.readTree(local.body())))
                            .isEqualTo(error(call.response().json()));
                }
            }
        }
    }

    /** Lets DynamoDB Local hold these items and no others. */
    private static void hold(SimulatedDynamoDb tables) throws IOException, InterruptedException {
        for (String table : tables.tables().keySet()) {
            ObjectNode all = WireRequest.JSON.createObjectNode().put("TableName", table);
            for (JsonNode item :
                    WireRequest.JSON.readTree(ask("Scan", all).body()).get("Items")) {
                ask("DeleteItem", all.deepCopy().set("Key", tables.keyOf(table, item)));
            }
            for (ObjectNode item : tables.tables().get(table).values()) {
                assertThat(ask("PutItem", all.deepCopy().set("Item", item)).statusCode())
                        .isEqualTo(200);
            }
        }
    }

    private static HttpResponse<String> ask(String operation, JsonNode request)
            throws IOException, InterruptedException {
        URI uri = fleet.dynamoDb().resolve("/");
        String credential = "AWS4-HMAC-SHA256 Credential=local/20260101/us-east-1/dynamodb/aws4_request, "
                + "SignedHeaders=host, Signature=unchecked";
        return HTTP.send(
                HttpRequest.newBuilder(uri)
                        .header("Content-Type", "application/x-amz-json-1.0")
                        .header("X-Amz-Target", "DynamoDB_20120810." + operation)
                        .header("X-Amz-Date", "20260101T000000Z")
                        .header("Authorization", credential)
                        .POST(HttpRequest.BodyPublishers.ofString(request.toString()))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private static String error(JsonNode answer) {
        return answer.path("__type").asText().replaceFirst(".*#", "");
    }

    /** Members by name; what has no order sorted: sets, the items of a scan and of a batch. */
    private static String comparable(JsonNode node) {
        if (node.isObject()) {
            Map<String, String> members = new TreeMap<>();
            node.properties()
                    .forEach(member -> members.put(
                            member.getKey(),
                            member.getKey().equals("L")
                                    ? inOrder(member.getValue()).toString()
                                    : comparable(member.getValue())));
            return members.toString();
        }
        if (node.isArray()) {
            List<String> all = inOrder(node);
            all.sort(null);
            return all.toString();
        }
        return node.toString();
    }

    private static List<String> inOrder(JsonNode array) {
        List<String> all = new ArrayList<>();
        array.forEach(element -> all.add(comparable(element)));
        return all;
    }
}
