package imagefanout.endtoend.story;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import emulators.imagebuilder.Publication;
import imagefanout.endtoend.fleet.AwsService;
import imagefanout.endtoend.fleet.FleetClients;
import imagefanout.endtoend.fleet.FleetEvent;
import imagefanout.endtoend.fleet.FleetUnderTest;
import imagefanout.endtoend.fleet.FunctionName;
import imagefanout.endtoend.fleet.InProcessServices;
import imagefanout.endtoend.fleet.InvocationResult;
import imagefanout.endtoend.fleet.Scenario;
import imagefanout.endtoend.fleet.Seeds;
import imagefanout.endtoend.fleet.SentRequest;
import imagefanout.endtoend.fleet.ServiceResponse;
import imagefanout.endtoend.fleet.SilencedLogs;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a build costs from its first message to its last, in record-image and reconcile-pipeline together. */
class BuildCostTest {
    private static final int REGIONS = 20;
    private static final int ACCOUNTS = 150;

    /** A copy for each account in each Region, and the build account's own AMI. */
    private static final int AMIS = REGIONS * ACCOUNTS + 1;

    /** The goals of docs/performance.md. */
    private static final double MAX_WRITE_UNITS_PER_AMI = 1.15;

    private static final double MAX_REQUESTS_PER_AMI = 0.05;

    /** A build of this many Regions and accounts has 60 AMIs. */
    private static final int FEW_REGIONS = 3;

    private static final int FEW_ACCOUNTS = 20;

    /** The template's default. */
    private static final int BUILDS_PER_PAGE = 25;

    private static final Set<String> WRITES = Set.of("BatchWriteItem", "DeleteItem", "PutItem", "UpdateItem");

    private static FleetClients clients;
    private static SilencedLogs logs;

    private FleetUnderTest fleet;
    private final Map<String, Integer> calls = new TreeMap<>();
    private double writeUnits;

    @BeforeAll
    static void start() {
        logs = SilencedLogs.start();
        clients = new FleetClients();
    }

    @AfterAll
    static void stop() {
        clients.close();
        logs.close();
    }

    @Test
    void aBuildIsReadAndWrittenOnceThoughBothFunctionsGetItsMessages() {
        fleet = fleet(REGIONS, ACCOUNTS);
        List<String> messages = messagesOfABuild();

        messages.forEach(message -> count(FleetEvent.message(FunctionName.RECORD_IMAGE, message)));
        double recorded = writeUnits;
        fleet.clock().pass(Duration.ofMinutes(5));
        InvocationResult reconciled =
                count(FleetEvent.queued(FunctionName.RECONCILE_PIPELINE, messages.toArray(String[]::new)));

        assertThat(reconciled.text()).isEqualTo("{\"batchItemFailures\":[]}");
        assertThat(recorded).isGreaterThan(AMIS);
        assertThat(writeUnits - recorded).as("the journal's two writes").isEqualTo(2);
        assertThat(calls)
                .as("GetImage: the event's time says that the build was recorded since")
                .containsEntry("GetImage", 1);
        assertThat(writeUnits).isLessThan(MAX_WRITE_UNITS_PER_AMI * AMIS);
        assertThat(calls.values().stream().mapToInt(Integer::intValue).sum())
                .isLessThan((int) (MAX_REQUESTS_PER_AMI * AMIS));
    }

    @Test
    void theReconcileOfARecordedBuildRepairsNothing() {
        fleet = fleet(REGIONS, ACCOUNTS);
        String message = messagesOfABuild().get(0);
        count(FleetEvent.message(FunctionName.RECORD_IMAGE, message));

        InvocationResult reconciled = count(FleetEvent.message(FunctionName.RECONCILE_PIPELINE, message));

        assertThat(reconciled.member("/buildsRepaired")).contains("0");
        assertThat(reconciled.member("/lineages/0/listed")).contains("1");
        assertThat(reconciled.member("/lineages/0/unchanged")).contains("1");
    }

    /** The messages have the times that the services give them: SNS, SQS and EventBridge. */
    @Test
    void eachBuildOf60AmisIsDescribedOnceListedOnceAndTakes16RequestsToTheTable() {
        fleet = fleet(FEW_REGIONS, FEW_ACCOUNTS);

        for (int build = 1; build <= 3; build++) {
            calls.clear();
            deliver(messagesOfABuild());

            assertThat(calls)
                    .as("build %d", build)
                    .containsEntry("GetImage", 1)
                    .containsEntry("ListImagePipelineImages", 1);
            int inTable = calls.entrySet().stream()
                    .filter(call ->
                            !call.getKey().endsWith("Image") && !call.getKey().startsWith("ListImage"))
                    .mapToInt(Map.Entry::getValue)
                    .sum();
            assertThat(inTable)
                    .as("requests of build %d to the table: %s", build, calls)
                    .isLessThanOrEqualTo(16);
            fleet.clock().pass(Duration.ofDays(1));
        }
    }

    private void deliver(List<String> messages) {
        Instant sentAt = fleet.clock().instant().truncatedTo(ChronoUnit.MILLIS);
        fleet.clock().pass(Duration.ofSeconds(1));
        count(FleetEvent.messageAt(FunctionName.RECORD_IMAGE, sentAt, messages.get(0)));
        fleet.clock().pass(Duration.ofMinutes(5));
        count(FleetEvent.queuedAt(FunctionName.RECONCILE_PIPELINE, sentAt, messages.get(0), messages.get(1)));
    }

    private static FleetUnderTest fleet(int inRegions, int ofAccounts) {
        List<String> regions = Stream.concat(
                        Stream.of(Seeds.US), IntStream.range(1, inRegions).mapToObj(number -> "eu-west-" + number))
                .toList();
        List<String> accounts = IntStream.range(0, ofAccounts)
                .mapToObj(number -> Long.toString(200_000_000_000L + number))
                .toList();
        InProcessServices services = new Scenario(
                        "cost",
                        Seeds.pipeline(regions, accounts).json(),
                        fleet -> {},
                        fleet -> {},
                        fleet -> FleetEvent.schedule(FunctionName.RECONCILE_PIPELINE),
                        List.of())
                .prepare(clients, InProcessServices.emptyTables())
                .services();
        return new FleetUnderTest(clients, services, BUILDS_PER_PAGE);
    }

    /** Image Builder's own message, and the event that the stack's rule sends to the same topic. */
    private List<String> messagesOfABuild() {
        String build =
                fleet.operate(client -> client.startImagePipelineExecution(r -> r.imagePipelineArn(Seeds.PIPELINE)
                                .clientToken(UUID.randomUUID().toString()))
                        .imageBuildVersionArn());
        fleet.services().letBuildsEnd();
        List<Publication> published = fleet.services().published();
        ObjectNode event = SentRequest.JSON
                .createObjectNode()
                .put("source", "aws.imagebuilder")
                .put("detail-type", "EC2 Image Builder Image State Change")
                .put(
                        "time",
                        fleet.clock().instant().truncatedTo(ChronoUnit.SECONDS).toString());
        event.putArray("resources").add(build);
        event.putObject("detail").putObject("state").put("status", "AVAILABLE");
        return List.of(published.get(published.size() - 1).message(), event.toString());
    }

    private InvocationResult count(FleetEvent event) {
        InvocationResult result = fleet.invoke(
                event, fleet.invocation(fleet.newRequestId(), FleetUnderTest.LIMIT, () -> false), this::serve);
        assertThat(result.claim()).as(result.text()).isNotEqualTo(InvocationResult.Claim.FAILED);
        return result;
    }

    private ServiceResponse serve(SentRequest request) throws IOException {
        calls.merge(request.operation(), 1, Integer::sum);
        if (request.service() == AwsService.IMAGE_BUILDER) {
            return fleet.services().send(request);
        }
        ServiceResponse response =
                fleet.services().send(request.withJson(request.json().put("ReturnConsumedCapacity", "TOTAL")));
        if (WRITES.contains(request.operation())) {
            for (JsonNode units : response.json().findValues("CapacityUnits")) {
                writeUnits += units.doubleValue();
            }
        }
        return response;
    }
}
