package imagefanout.endtoend.faults;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import imagefanout.endtoend.faults.Event.Function;
import imagefanout.localfleet.Template;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Deliveries by the hundred thousand, months of them in minutes, of builds that change meanwhile, one in a hundred with a fault
 * on one of its calls. After each the catalog says what Image Builder says; and the heap stays as it is.
 */
@EnabledIfSystemProperty(named = "soak.deliveries", matches = "[1-9][0-9]*", disabledReason = "-Pexhaustive")
class SoakTest {
    private static final int BUILDS = 300;
    private static final int ONE_CHANGES_IN = 20;
    private static final int ONE_FAILS_IN = 100;
    private static final int CALLS = 16;
    private static final List<String> RETIRED = List.of("DEPRECATED", "DISABLED");
    /** What may be used at the end, as a multiple of what was used at a quarter. */
    private static final double MOST_GROWTH = 1.1;

    /**
     * What an invocation may take. The SDK keeps the time-out of each call until it would be due, however soon the call was
     * answered: with a quarter of an hour for each that would be those of the whole soak.
     */
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private static final Path REPORT = Path.of("target", "soak.txt");

    private static Clients clients;
    private static Quiet quiet;

    @BeforeAll
    static void start() {
        quiet = Quiet.logs();
        clients = new Clients();
    }

    @AfterAll
    static void stop() {
        clients.close();
        quiet.close();
    }

    @Test
    void theHeapStaysAsItIsAndTheCatalogSaysWhatImageBuilderSays() throws IOException {
        int deliveries = Integer.getInteger("soak.deliveries");
        World world = world();
        Random random = new Random(20260105);
        Map<Integer, String> model = new TreeMap<>();
        long atAQuarter = 0;
        int faults = 0;
        Instant began = Instant.now();
        for (int delivery = 1; delivery <= deliveries; delivery++) {
            int build = 1 + random.nextInt(BUILDS);
            if (random.nextInt(ONE_CHANGES_IN) == 0) {
                String state = RETIRED.get(random.nextInt(RETIRED.size()));
                Scenarios.move(world, build, state);
                model.put(build, state);
            }
            boolean fails = random.nextInt(ONE_FAILS_IN) == 0;
            faults += fails ? 1 : 0;

            Outcome outcome = deliver(world, build, fails, random);

            assertThat(outcome.member("/images/0/state"))
                    .as("delivery %s of build %s", delivery, build)
                    .contains(model.computeIfAbsent(build, unseen -> "AVAILABLE"));
            if (delivery == deliveries / 4) {
                atAQuarter = usedHeap();
            }
        }
        long atTheEnd = usedHeap();
        report(deliveries, faults, Duration.between(began, Instant.now()), atAQuarter, atTheEnd);

        assertThat(states(world)).isEqualTo(model);
        assertThat((double) atTheEnd / atAQuarter).isLessThan(MOST_GROWTH);
    }

    private static World world() {
        Seeds seeds = Seeds.pipeline();
        for (int build = 0; build < BUILDS; build++) {
            seeds.built();
        }
        SimulatedDynamoDb empty =
                new SimulatedDynamoDb(Template.read(Template.find(), Map.of()).tables());
        Scenario soak = new Scenario(
                "soak",
                seeds.json(),
                world -> {},
                world -> {},
                world -> Event.schedule(Function.RECONCILE_PIPELINE),
                List.of());
        return new World(clients, soak.prepare(clients, empty).services());
    }

    /** As often as Lambda tries it. */
    private static Outcome deliver(World world, int build, boolean fails, Random random) {
        Event event = Event.notice(Function.RECORD_IMAGE, Seeds.build(build));
        world.clock().pass(Duration.ofMinutes(1));
        Network network = fails ? Network.with(fault(random), world.services()) : Network.undisturbed(world.services());
        Outcome outcome = world.invoke(event, "delivery", network, LIMIT);
        for (int retry = 1; retry <= 2 && !outcome.isDone(); retry++) {
            outcome = world.invoke(event, "delivery", network, LIMIT);
        }
        return outcome;
    }

    private static Fault fault(Random random) {
        List<FaultKind> kinds = List.of(
                FaultKind.CONNECTION_REFUSED,
                FaultKind.ANSWER_LOST,
                FaultKind.KILLED_BEFORE,
                FaultKind.KILLED_AFTER,
                FaultKind.THROTTLED,
                FaultKind.SERVER_ERROR);
        FaultKind kind = kinds.get(random.nextInt(kinds.size()));
        return new Fault(1 + random.nextInt(CALLS), kind, Fault.Extent.CALL, 0);
    }

    /** Of each build that is recorded, from its META. */
    private static Map<Integer, String> states(World world) {
        Map<Integer, String> states = new TreeMap<>();
        world.services().tables().tables().get("CatalogTable").forEach((key, item) -> {
            if (key.sort().equals("META")) {
                JsonNode state = item.get("st").get("S");
                states.put(
                        Integer.valueOf(
                                key.partition().substring(key.partition().lastIndexOf('/') + 1)),
                        state.asText());
            }
        });
        return states;
    }

    private static long usedHeap() {
        Runtime runtime = Runtime.getRuntime();
        long least = Long.MAX_VALUE;
        for (int times = 0; times < 3; times++) {
            System.gc();
            least = Math.min(least, runtime.totalMemory() - runtime.freeMemory());
        }
        return least;
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
