package imagefanout.endtoend.faults;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import imagefanout.localfleet.CallRecorder;
import imagefanout.localfleet.Template;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * A build of five AMIs fails, is retried and becomes available; another is made. Whatever becomes of the messages, lost, doubled,
 * early, late, in any order or two at once, and whenever the retry comes, the next reconcile makes the tables the same.
 */
class EveryOrderTest {
    private static final int LONGEST = 4;
    private static final int FAULTS_EVERY = Integer.getInteger("faults.every", 11);
    private static final int EVERY = Math.max(1, FAULTS_EVERY / 2);
    private static final boolean IS_EXHAUSTIVE = FAULTS_EVERY == 1;
    /** How often one of two invocations preempts the other, by default: stops it and goes on itself, if not to its end. */
    private static final OptionalInt ONCE = OptionalInt.of(1);

    private static final OptionalInt THREE_TIMES = OptionalInt.of(3);
    private static final int LEAST_STATES = 1000;

    private static final Path REPORT = Path.of("target", "orders.txt");

    private static final Event RECONCILE = Event.schedule(Event.Function.RECONCILE_PIPELINE);
    private static final Event TELLS_RECORDER = Event.notice(Event.Function.RECORD_IMAGE, Seeds.build(1));
    private static final Event TELLS_RECONCILE = Event.notice(Event.Function.RECONCILE_PIPELINE, Seeds.build(1));
    private static final List<Event> DELIVERIES =
            List.of(TELLS_RECORDER, TELLS_RECONCILE, Event.notice(Event.Function.RECORD_IMAGE, Seeds.build(2)));

    private static Clients clients;
    private static Quiet quiet;
    private static Scenario.Prepared start;
    private static Contents expected;

    @BeforeAll
    static void start() throws IOException {
        Files.deleteIfExists(REPORT);
        quiet = Quiet.logs();
        clients = new Clients();
        ObjectNode seed = Seeds.pipeline().builtInPart().built().json();
        Consumer<World> nothing = world -> {};
        SimulatedDynamoDb empty =
                new SimulatedDynamoDb(Template.read(Template.find(), Map.of()).tables());
        start = new Scenario("orders", seed, nothing, nothing, world -> RECONCILE, List.of()).prepare(clients, empty);
        expected = end(List.of(), 0);
    }

    @AfterAll
    static void stop() {
        clients.close();
        quiet.close();
        assertThat(CallRecorder.refused()).isEmpty();
    }

    @Test
    void anySequenceOfUpToFourDeliveriesEndsTheSame() {
        int tried = 0;
        for (List<Event> sequence : sequences()) {
            for (int retriedAt = 0; retriedAt <= sequence.size(); retriedAt++) {
                if (tried++ % EVERY == 0) {
                    Contents end = end(sequence, retriedAt);

                    assertThat(end.lines())
                            .as("%s, retried at %s", sequence, retriedAt)
                            .isEqualTo(expected.lines());
                }
            }
        }
        assertThat(tried).isEqualTo(547);
    }

    /** Lost ones are left out, doubled ones come twice, late ones come behind. */
    private static List<List<Event>> sequences() {
        List<List<Event>> all = new ArrayList<>(List.of(List.of()));
        for (int i = 0; i < all.size(); i++) {
            if (all.get(i).size() < LONGEST) {
                for (Event next : DELIVERIES) {
                    List<Event> longer = new ArrayList<>(all.get(i));
                    longer.add(next);
                    all.add(longer);
                }
            }
        }
        return all;
    }

    private static Contents end(List<Event> sequence, int retriedAt) {
        World world = new World(clients, start.services());
        world.clock().pass(Duration.ofDays(3));
        for (int i = 0; i <= sequence.size(); i++) {
            if (i == retriedAt) {
                Scenarios.retry(world);
            }
            if (i < sequence.size()) {
                world.invoke(sequence.get(i));
                world.clock().pass(Duration.ofMinutes(1));
            }
        }
        world.invoke(RECONCILE);
        return Contents.of(world);
    }

    @Test
    void twoRecordersInAnyOrderOfTheirCallsEndTheSame() throws IOException {
        explore("two recorders", TELLS_RECORDER, TELLS_RECORDER, IS_EXHAUSTIVE ? OptionalInt.empty() : ONCE);
    }

    /** Not every order: there were three million states, and no end of them. */
    @Test
    void aRecorderAndAReconcileInAnyOrderOfTheirCallsEndTheSame() throws IOException {
        explore("a recorder and a reconcile", TELLS_RECORDER, TELLS_RECONCILE, IS_EXHAUSTIVE ? THREE_TIMES : ONCE);
    }

    private static void explore(String name, Event one, Event other, OptionalInt mostPreemptions) throws IOException {
        Services before = start.services();
        Services after = start.services();
        Scenarios.retry(new World(clients, after));
        Instant began = Instant.now();
        EveryInterleaving.Explored explored = new EveryInterleaving(start.tables(), before, after, mostPreemptions)
                .explore(List.of(invocation(0, one), invocation(1, other)), (tables, outcomes) -> {
                    World world = new World(clients, start.services(tables));
                    Scenarios.retry(world);
                    world.clock().pass(Duration.ofDays(4));
                    for (int who = 0; who < outcomes.size(); who++) {
                        if (outcomes.get(who).said() == Outcome.Said.FAILED) {
                            world.invoke(List.of(one, other).get(who));
                        }
                    }
                    world.invoke(RECONCILE);

                    assertThat(Contents.of(world).lines()).as("%s", outcomes).isEqualTo(expected.lines());
                });
        report(name, mostPreemptions, explored, Duration.between(began, Instant.now()));

        assertThat(explored.states()).isGreaterThan(LEAST_STATES);
        assertThat(explored.ends()).isGreaterThan(1);
    }

    private static void report(
            String name, OptionalInt mostPreemptions, EveryInterleaving.Explored explored, Duration time)
            throws IOException {
        String orders = mostPreemptions.isEmpty()
                ? "every order"
                : "every order with up to " + mostPreemptions.getAsInt() + " preemptions";
        String text = String.format(
                "%s, %s: %,d states, %,d different tables, %d different ends, in %d s%n",
                name, orders, explored.states(), explored.tables(), explored.ends(), time.toSeconds());
        System.out.println(text);
        Files.createDirectories(REPORT.getParent());
        Files.writeString(REPORT, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    /** Each has a clock of its own, one a second behind the other; so it sees the same instants each time. */
    private static Function<Way, Outcome> invocation(int who, Event event) {
        return way -> {
            World world = new World(clients, start.services());
            world.clock().pass(Duration.ofDays(3).plusSeconds(who));
            return world.invoke(
                    event, Invocation.of("run-of-" + who, world.clock(), Invocation.LIMIT, () -> false), way);
        };
    }
}
