package imagefanout.endtoend.interleavings;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.Context;
import com.fasterxml.jackson.databind.node.ObjectNode;
import emulators.dynamodb.DynamoDb;
import imagefanout.endtoend.fleet.FleetClients;
import imagefanout.endtoend.fleet.FleetContents;
import imagefanout.endtoend.fleet.FleetEvent;
import imagefanout.endtoend.fleet.FleetUnderTest;
import imagefanout.endtoend.fleet.FunctionName;
import imagefanout.endtoend.fleet.InProcessServices;
import imagefanout.endtoend.fleet.InvocationResult;
import imagefanout.endtoend.fleet.Scenario;
import imagefanout.endtoend.fleet.Scenarios;
import imagefanout.endtoend.fleet.Seeds;
import imagefanout.endtoend.fleet.SilencedLogs;
import imagefanout.endtoend.template.CallRecorder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * A build of five AMIs fails, is retried, and becomes available; another build is made. Messages can be lost, duplicated, early, late, out of order, or handled concurrently, other events of Image Builder can come between them, and the retry can happen at any time. The next reconcile always leaves the tables in the same state.
 */
class EveryOrderTest {
    private static final int MAX_DELIVERIES = 4;
    private static final int FAULTS_EVERY = Integer.getInteger("faults.every", 11);
    private static final int EVERY = FAULTS_EVERY * 4 / 3;
    private static final int ANNOUNCED_EVERY = 5;
    private static final boolean IS_EXHAUSTIVE = FAULTS_EVERY == 1;
    /** The default number of preemptions between two invocations. */
    private static final OptionalInt ONCE = OptionalInt.of(1);

    private static final OptionalInt THREE_TIMES = OptionalInt.of(3);
    private static final int MIN_STATES = 500;

    private static final Path REPORT = Path.of("target", "orders.txt");

    private static final FleetEvent RECONCILE = FleetEvent.schedule(FunctionName.RECONCILE_PIPELINE);
    private static final FleetEvent RECORD_FIRST = FleetEvent.notice(FunctionName.RECORD_IMAGE, Seeds.build(1));
    private static final FleetEvent RECONCILE_FIRST =
            FleetEvent.queued(FunctionName.RECONCILE_PIPELINE, FleetEvent.notice(Seeds.build(1)));
    private static final FleetEvent OTHER_EVENT =
            FleetEvent.message(FunctionName.RECORD_IMAGE, FleetEvent.otherEvent(Seeds.build(1)));
    private static final List<FleetEvent> DELIVERIES = List.of(
            RECORD_FIRST, RECONCILE_FIRST, FleetEvent.notice(FunctionName.RECORD_IMAGE, Seeds.build(2)), OTHER_EVENT);

    /** How long the queue keeps a message back. */
    private static final Duration QUEUE_DELAY = Duration.ofMinutes(5);

    private static FleetClients clients;
    private static SilencedLogs logs;
    private static Scenario.Prepared start;
    private static FleetContents expected;

    @BeforeAll
    static void start() throws IOException {
        Files.deleteIfExists(REPORT);
        logs = SilencedLogs.start();
        clients = new FleetClients();
        ObjectNode seed = Seeds.pipeline().builtInPart().built().json();
        Consumer<FleetUnderTest> nothing = fleet -> {};
        DynamoDb empty = InProcessServices.emptyTables();
        start = new Scenario("orders", seed, nothing, nothing, fleet -> RECONCILE, List.of()).prepare(clients, empty);
        expected = end(List.of(), 0);
    }

    @AfterAll
    static void stop() {
        clients.close();
        logs.close();
        assertThat(CallRecorder.refused()).isEmpty();
    }

    @Test
    void anySequenceOfUpToFourDeliveriesEndsInTheSameState() {
        int tried = 0;
        for (List<FleetEvent> sequence : sequences()) {
            for (int retriedAt = 0; retriedAt <= sequence.size(); retriedAt++) {
                if (tried++ % EVERY == 0) {
                    FleetContents end = end(sequence, retriedAt);

                    assertThat(end.lines())
                            .as("%s, retried at %s", sequence, retriedAt)
                            .isEqualTo(expected.lines());
                }
            }
        }
        assertThat(tried).isEqualTo(1593);
    }

    /** Lost messages are missing, duplicates occur twice, and late messages come after others. */
    private static List<List<FleetEvent>> sequences() {
        List<List<FleetEvent>> all = new ArrayList<>(List.of(List.of()));
        for (int i = 0; i < all.size(); i++) {
            if (all.get(i).size() < MAX_DELIVERIES) {
                for (FleetEvent next : DELIVERIES) {
                    List<FleetEvent> longer = new ArrayList<>(all.get(i));
                    longer.add(next);
                    all.add(longer);
                }
            }
        }
        return all;
    }

    /** Some records of the stream are lost, the others come late. What is missing is announced on the next day. */
    @Test
    void consumersAreToldOfEveryEndInAnyOrder() {
        int tried = 0;
        for (List<FleetEvent> sequence : sequences()) {
            for (int retriedAt = 0; retriedAt <= sequence.size(); retriedAt++) {
                if (tried++ % (EVERY * ANNOUNCED_EVERY) == 0) {
                    int deliveredAt = tried % (sequence.size() + 1);
                    FleetUnderTest fleet = run(sequence, retriedAt, at -> at == deliveredAt);
                    fleet.clock().pass(Duration.ofDays(1));
                    fleet.invoke(Scenarios.ANNOUNCE_MISSING);
                    FleetContents end = FleetContents.of(fleet);

                    assertThat(end.wrongEvents())
                            .as("%s, retried at %s", sequence, retriedAt)
                            .isEmpty();
                    assertThat(end.withoutEvents()).isEqualTo(expected.lines());
                    assertThat(List.of(Seeds.build(1), Seeds.build(2)))
                            .allMatch(build -> end.hasEvent("Image Fan-Out Complete", build));
                }
            }
        }
    }

    private static FleetContents end(List<FleetEvent> sequence, int retriedAt) {
        return FleetContents.of(run(sequence, retriedAt, at -> false));
    }

    /** @param isDelivered whether the table's stream is delivered after this delivery */
    private static FleetUnderTest run(List<FleetEvent> sequence, int retriedAt, IntPredicate isDelivered) {
        FleetUnderTest fleet = new FleetUnderTest(clients, start.services());
        fleet.clock().pass(Duration.ofDays(3));
        for (int i = 0; i <= sequence.size(); i++) {
            if (i == retriedAt) {
                Scenarios.retry(fleet);
            }
            if (i < sequence.size()) {
                if (sequence.get(i).equals(RECONCILE_FIRST)) {
                    fleet.clock().pass(QUEUE_DELAY);
                }
                fleet.invoke(sequence.get(i));
                fleet.clock().pass(Duration.ofMinutes(1));
            }
            if (isDelivered.test(i) && hasRecords(FleetEvent.stream(fleet))) {
                fleet.invoke(FleetEvent.stream(fleet));
            }
        }
        fleet.invoke(RECONCILE);
        return fleet;
    }

    private static boolean hasRecords(FleetEvent stream) {
        return stream.json().contains("dynamodb");
    }

    @Test
    void twoRecordersInAnyOrderOfTheirCallsEndInTheSameState() throws IOException {
        explore("two recorders", RECORD_FIRST, RECORD_FIRST, IS_EXHAUSTIVE ? OptionalInt.empty() : ONCE);
    }

    /** Not every order, because more than three million states would be too many. */
    @Test
    void aRecorderAndAReconcileInAnyOrderOfTheirCallsEndInTheSameState() throws IOException {
        explore("a recorder and a reconcile", RECORD_FIRST, RECONCILE_FIRST, IS_EXHAUSTIVE ? THREE_TIMES : ONCE);
    }

    private static void explore(String name, FleetEvent one, FleetEvent other, OptionalInt maxPreemptions)
            throws IOException {
        InProcessServices after = start.services();
        Scenarios.retry(new FleetUnderTest(clients, after));
        Instant began = Instant.now();
        EveryInterleaving.Explored explored = EveryInterleaving.<InvocationResult>of(
                        start.tables(), start.services(), after, maxPreemptions)
                .explore(List.of(invocation(0, one), invocation(1, other)), reached -> {
                    if (reached.isOver()) {
                        assertEndsAsExpected(List.of(one, other), reached);
                    }
                });
        report(name, maxPreemptions, explored, Duration.between(began, Instant.now()));

        assertThat(explored.states()).isGreaterThan(MIN_STATES);
        assertThat(explored.ends()).isGreaterThan(1);
    }

    /** After the retry of the build, failed deliveries are repeated, and the next reconcile runs. */
    private static void assertEndsAsExpected(
            List<FleetEvent> events, EveryInterleaving.Reached<InvocationResult> reached) {
        FleetUnderTest fleet =
                new FleetUnderTest(clients, start.services(reached.tables().copy()));
        Scenarios.retry(fleet);
        fleet.clock().pass(Duration.ofDays(4));
        for (int who = 0; who < events.size(); who++) {
            if (reached.results().get(who).claim() == InvocationResult.Claim.FAILED) {
                fleet.invoke(events.get(who));
            }
        }
        fleet.invoke(RECONCILE);
        assertThat(FleetContents.of(fleet).lines()).as("%s", reached.results()).isEqualTo(expected.lines());
    }

    private static void report(
            String name, OptionalInt maxPreemptions, EveryInterleaving.Explored explored, Duration time)
            throws IOException {
        String orders = maxPreemptions.isEmpty()
                ? "every order"
                : "every order with up to " + maxPreemptions.getAsInt() + " preemptions";
        String text = String.format(
                "%s, %s: %,d states, %,d different tables, %d different ends, in %d s%n",
                name, orders, explored.states(), explored.tables(), explored.ends(), time.toSeconds());
        System.out.println(text);
        Files.createDirectories(REPORT.getParent());
        Files.writeString(REPORT, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    /** Each process has its own clock, so that it sees the same instants in every run. One clock is a second late. */
    private static EveryInterleaving.Start<InvocationResult> invocation(int who, FleetEvent event) {
        return new EveryInterleaving.Start<>(
                transport -> {
                    FleetUnderTest fleet = new FleetUnderTest(clients, start.services());
                    fleet.clock().pass(Duration.ofDays(3).plusSeconds(who));
                    Context invocation = fleet.invocation("request-" + who, FleetUnderTest.LIMIT, () -> false);
                    return fleet.invoke(event, invocation, transport);
                },
                false);
    }
}
