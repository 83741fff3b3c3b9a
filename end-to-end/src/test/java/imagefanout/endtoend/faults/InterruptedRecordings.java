package imagefanout.endtoend.faults;

import emulators.dynamodb.DynamoDb;
import imagefanout.endtoend.fleet.FleetClients;
import imagefanout.endtoend.fleet.FleetEvent;
import imagefanout.endtoend.fleet.FleetUnderTest;
import imagefanout.endtoend.fleet.FunctionName;
import imagefanout.endtoend.fleet.InProcessServices;
import imagefanout.endtoend.fleet.Scenario;
import imagefanout.endtoend.fleet.Scenarios;
import imagefanout.endtoend.fleet.Seeds;
import imagefanout.endtoend.fleet.SilencedLogs;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Kills recordings of a pipeline's first build at each of their calls. */
public final class InterruptedRecordings {
    private InterruptedRecordings() {}

    /** Recovers from every kill: changes the build, and runs the function again. */
    public static void recover() {
        DynamoDb empty = InProcessServices.emptyTables();
        Consumer<FleetUnderTest> nothing = fleet -> {};
        SilencedLogs logs = SilencedLogs.start();
        try (FleetClients clients = new FleetClients()) {
            for (FunctionName function : List.of(FunctionName.RECORD_IMAGE, FunctionName.RECONCILE_PIPELINE)) {
                FleetEvent notice = FleetEvent.notice(function, Seeds.build(1));
                Scenario.Prepared start = new Scenario(
                                "interrupted",
                                Seeds.pipeline().builtInPart().json(),
                                nothing,
                                nothing,
                                fleet -> notice,
                                List.of())
                        .prepare(clients, empty.copy());
                int calls = FaultRun.undisturbed(start, clients).calls().size();
                for (int call = 1; call <= calls; call++) {
                    killAndRecover(new FleetUnderTest(clients, start.services()), notice, call);
                }
            }
        } finally {
            logs.close();
        }
    }

    private static void killAndRecover(FleetUnderTest fleet, FleetEvent notice, int call) {
        fleet.clock().pass(Duration.ofDays(3));
        InjectedFault killed = new InjectedFault(call, FaultType.KILLED_BEFORE, InjectedFault.Extent.CALL, 0);
        new FaultyNetwork(fleet.services(), Optional.of(killed))
                .invoke(fleet, notice, fleet.newRequestId(), FleetUnderTest.LIMIT);
        Scenarios.retry(fleet);
        fleet.clock().pass(Duration.ofHours(1));
        fleet.invoke(notice);
    }
}
