package imagefanout.endtoend.faults;

import imagefanout.localfleet.Template;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** What a function that is killed while it records a pipeline's first build leaves behind, whenever that is. */
public final class LeftBehind {
    private LeftBehind() {}

    /** Each of the two that record has to clear it up, and finds that the build has changed since. */
    public static void clearUp() {
        SimulatedDynamoDb empty =
                new SimulatedDynamoDb(Template.read(Template.find(), Map.of()).tables());
        Consumer<World> nothing = world -> {};
        Quiet quiet = Quiet.logs();
        try (Clients clients = new Clients()) {
            for (Event.Function function : List.of(Event.Function.RECORD_IMAGE, Event.Function.RECONCILE_PIPELINE)) {
                Event told = Event.notice(function, Seeds.build(1));
                Scenario.Prepared start = new Scenario(
                                "left behind",
                                Seeds.pipeline().builtInPart().json(),
                                nothing,
                                nothing,
                                world -> told,
                                List.of())
                        .prepare(clients, empty.copy());
                int calls = Trial.undisturbed(start, clients).calls().size();
                for (int call = 1; call <= calls; call++) {
                    killAndClearUp(new World(clients, start.services()), told, call);
                }
            }
        } finally {
            quiet.close();
        }
    }

    private static void killAndClearUp(World world, Event told, int call) {
        world.clock().pass(Duration.ofDays(3));
        Fault killed = new Fault(call, FaultKind.KILLED_BEFORE, Fault.Extent.CALL, 0);
        world.invoke(told, world.newRequestId(), Network.with(killed, world.services()));
        Scenarios.retry(world);
        world.clock().pass(Duration.ofHours(1));
        world.invoke(told);
    }
}
