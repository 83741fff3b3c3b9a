package imagefanout.endtoend.faults;

import static org.assertj.core.api.Assertions.assertThat;

import emulators.dynamodb.DynamoDb;
import emulators.dynamodb.value.Item;
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
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Delivers months of messages in minutes, hundreds of thousands in total, while builds change. One delivery in a hundred has a fault on one of its calls. After each delivery, the catalog matches Image Builder, and the heap does not grow.
 */
@EnabledIfSystemProperty(named = "soak.deliveries", matches = "[1-9][0-9]*", disabledReason = "-Pexhaustive")
class SoakTest {
    private static final int BUILDS = 300;
    private static final int ONE_CHANGES_IN = 20;
    private static final int ONE_FAILS_IN = 100;
    private static final int CALLS = 16;
    private static final List<String> RETIRED = List.of("DEPRECATED", "DISABLED");
    /** The largest allowed heap at the end, as a multiple of the heap after a quarter. */
    private static final double MAX_GROWTH = 1.1;

    /**
     * The time limit of an invocation: more than record-image reserves to record a build. The SDK keeps the timer of each call until it expires, even after the response. With a limit of 15 minutes, it would keep all timers of the test; with this one, their number is steady after the first minutes.
     */
    private static final Duration LIMIT = Duration.ofSeconds(150);

    private static final Path REPORT = Path.of("target", "soak.txt");

    private static FleetClients clients;
    private static SilencedLogs logs;

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
    void heapDoesNotGrowAndCatalogAgreesWithImageBuilder() throws IOException {
        int deliveries = Integer.getInteger("soak.deliveries");
        FleetUnderTest fleet = fleet();
        Random random = new Random(20260105);
        Map<Integer, String> model = new TreeMap<>();
        long atAQuarter = 0;
        int faults = 0;
        Instant began = Instant.now();
        for (int delivery = 1; delivery <= deliveries; delivery++) {
            int build = 1 + random.nextInt(BUILDS);
            if (random.nextInt(ONE_CHANGES_IN) == 0) {
                String state = RETIRED.get(random.nextInt(RETIRED.size()));
                Scenarios.move(fleet, build, state);
                model.put(build, state);
            }
            boolean fails = random.nextInt(ONE_FAILS_IN) == 0;
            faults += fails ? 1 : 0;

            InvocationResult result = deliver(fleet, build, fails, random);

            assertThat(result.member("/images/0/state"))
                    .as("delivery %s of build %s: %s", delivery, build, result)
                    .contains(model.computeIfAbsent(build, unseen -> "AVAILABLE"));
            if (delivery == deliveries / 4) {
                atAQuarter = usedHeap();
            }
        }
        long atTheEnd = usedHeap();
        report(deliveries, faults, Duration.between(began, Instant.now()), atAQuarter, atTheEnd);

        assertThat(states(fleet)).isEqualTo(model);
        assertThat((double) atTheEnd / atAQuarter).isLessThan(MAX_GROWTH);
    }

    private static FleetUnderTest fleet() {
        Seeds seeds = Seeds.pipeline();
        for (int build = 0; build < BUILDS; build++) {
            seeds.built();
        }
        DynamoDb empty = InProcessServices.emptyTables();
        Scenario soak = new Scenario(
                "soak",
                seeds.json(),
                fleet -> {},
                fleet -> {},
                fleet -> FleetEvent.schedule(FunctionName.RECONCILE_PIPELINE),
                List.of());
        return new FleetUnderTest(clients, soak.prepare(clients, empty).services());
    }

    /** Makes up to three attempts, like Lambda. */
    private static InvocationResult deliver(FleetUnderTest fleet, int build, boolean fails, Random random) {
        FleetEvent event = FleetEvent.notice(FunctionName.RECORD_IMAGE, Seeds.build(build));
        fleet.clock().pass(Duration.ofMinutes(1));
        FaultyNetwork network =
                new FaultyNetwork(fleet.services(), fails ? Optional.of(fault(random)) : Optional.empty());
        InvocationResult result = network.invoke(fleet, event, "delivery", LIMIT);
        for (int retry = 1; retry <= 2 && !result.isDone(); retry++) {
            result = network.invoke(fleet, event, "delivery", LIMIT);
        }
        return result;
    }

    private static InjectedFault fault(Random random) {
        List<FaultType> kinds = List.of(
                FaultType.CONNECTION_REFUSED,
                FaultType.ANSWER_LOST,
                FaultType.KILLED_BEFORE,
                FaultType.KILLED_AFTER,
                FaultType.THROTTLED,
                FaultType.SERVER_ERROR);
        FaultType kind = kinds.get(random.nextInt(kinds.size()));
        return new InjectedFault(1 + random.nextInt(CALLS), kind, InjectedFault.Extent.CALL, 0);
    }

    /** Returns the state of each recorded build, from its META item. */
    private static Map<Integer, String> states(FleetUnderTest fleet) {
        Map<Integer, String> states = new TreeMap<>();
        for (Item item : fleet.services().tables().contents().get("CatalogTable")) {
            if (FleetContents.text(item, "SK").equals("META")) {
                String build = FleetContents.text(item, "PK").replaceFirst(".*/", "");
                states.put(Integer.valueOf(build), FleetContents.text(item, "st"));
            }
        }
        return states;
    }

    private static long usedHeap() {
        Runtime runtime = Runtime.getRuntime();
        long min = Long.MAX_VALUE;
        for (int times = 0; times < 3; times++) {
            System.gc();
            min = Math.min(min, runtime.totalMemory() - runtime.freeMemory());
        }
        return min;
    }

    private static void report(int deliveries, int faults, Duration time, long atAQuarter, long atTheEnd)
            throws IOException {
        String text = String.format(
                "%,d deliveries of %d builds, %,d with a fault, in %d s: heap %.1f MB at a quarter, %.1f MB at the end%n",
                deliveries, BUILDS, faults, time.toSeconds(), atAQuarter / 1e6, atTheEnd / 1e6);
        System.out.println(text);
        Files.createDirectories(REPORT.getParent());
        Files.writeString(REPORT, text);
    }
}
