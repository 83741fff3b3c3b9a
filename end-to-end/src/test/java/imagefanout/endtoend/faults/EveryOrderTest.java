package imagefanout.endtoend.faults;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import imagefanout.endtoend.faults.Event.Function;
import imagefanout.localfleet.Template;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * A build of five AMIs fails, is retried and becomes available; another is made. Whatever becomes of the messages, lost, doubled,
 * early, late, in any order or two at once, and whenever the retry comes, the next reconcile makes the tables the same.
 */
class EveryOrderTest {
    private static final int LONGEST = 4;
    private static final int EVERY = Math.max(1, Integer.getInteger("faults.every", 11) / 2);
    private static final Event RECONCILE = Event.schedule(Function.RECONCILE_PIPELINE);
    private static final Event TELLS_RECORDER = Event.notice(Function.RECORD_IMAGE, Seeds.build(1));
    private static final Event TELLS_RECONCILE = Event.notice(Function.RECONCILE_PIPELINE, Seeds.build(1));
    private static final List<Event> DELIVERIES =
            List.of(TELLS_RECORDER, TELLS_RECONCILE, Event.notice(Function.RECORD_IMAGE, Seeds.build(2)));

    private static Clients clients;
    private static Quiet quiet;
    private static Scenario.Prepared start;
    private static Contents expected;

    @BeforeAll
    static void start() {
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
    @EnabledIfSystemProperty(named = "orders", matches = "all", disabledReason = "hours: -Dorders=all")
    void twoRecordersInAnyOrderOfTheirCallsEndTheSame() {
        assertThat(explore(TELLS_RECORDER, TELLS_RECORDER)).isGreaterThan(300);
    }

    @Test
    @EnabledIfSystemProperty(named = "orders", matches = "all", disabledReason = "hours: -Dorders=all")
    void aRecorderAndAReconcileInAnyOrderOfTheirCallsEndTheSame() {
        assertThat(explore(TELLS_RECORDER, TELLS_RECONCILE)).isGreaterThan(300);
    }

    private static int explore(Event one, Event other) {
        Services before = start.services();
        Services after = start.services();
        Scenarios.retry(new World(clients, after));
        return new EveryInterleaving(clients, List.of(one, other), start.tables(), before, after)
                .explore((tables, outcomes) -> {
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
    }
}
