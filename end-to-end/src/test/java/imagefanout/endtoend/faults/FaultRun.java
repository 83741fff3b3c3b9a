package imagefanout.endtoend.faults;

import emulators.dynamodb.DynamoDb;
import imagefanout.endtoend.fleet.FleetClients;
import imagefanout.endtoend.fleet.FleetContents;
import imagefanout.endtoend.fleet.FleetUnderTest;
import imagefanout.endtoend.fleet.InvocationResult;
import imagefanout.endtoend.fleet.Scenario;
import imagefanout.endtoend.fleet.Transport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/** One run of a scenario: its event, with up to three attempts, then the usual next step. */
record FaultRun(
        Optional<InjectedFault> fault,
        List<InvocationResult> results,
        List<ObservedCall> calls,
        DynamoDb before,
        FleetContents afterEvent,
        FleetContents atEnd,
        boolean wasDisturbed) {
    /** Lambda retries a failed invocation twice. */
    private static final int TRIES = 3;

    private static final Duration SINCE_THE_START = Duration.ofDays(3);
    private static final Duration UNTIL_THE_NEXT_RUN = Duration.ofHours(1);

    static FaultRun undisturbed(Scenario.Prepared prepared, FleetClients clients) {
        return of(prepared, Optional.empty(), clients, UnaryOperator.identity());
    }

    static FaultRun of(Scenario.Prepared prepared, InjectedFault fault, FleetClients clients) {
        return of(prepared, Optional.of(fault), clients, UnaryOperator.identity());
    }

    /** @param behavior as for {@link FaultyNetwork} */
    static FaultRun of(
            Scenario.Prepared prepared,
            Optional<InjectedFault> fault,
            FleetClients clients,
            UnaryOperator<Transport> behavior) {
        FleetUnderTest fleet = new FleetUnderTest(clients, prepared.services());
        prepared.scenario().change().accept(fleet);
        fleet.clock().pass(SINCE_THE_START);
        FaultyNetwork network = new FaultyNetwork(fleet.services(), fault, behavior);
        DynamoDb before = fleet.services().tables().copy();
        List<InvocationResult> results = new ArrayList<>();
        String requestId = fleet.newRequestId();
        do {
            results.add(network.invoke(fleet, prepared.event(), requestId, FleetUnderTest.LIMIT));
        } while (results.size() < TRIES && results.get(results.size() - 1).claim() == InvocationResult.Claim.FAILED);
        FleetContents afterEvent = FleetContents.of(fleet);
        fleet.clock().pass(UNTIL_THE_NEXT_RUN);
        prepared.after().forEach(fleet::invoke);
        return new FaultRun(
                fault, results, network.calls(), before, afterEvent, FleetContents.of(fleet), network.wasApplied());
    }

    InvocationResult last() {
        return results.get(results.size() - 1);
    }

    /** Returns the differences between this run and an undisturbed one; empty if there are none. */
    List<String> problems(FaultRun undisturbed) {
        List<String> problems = new ArrayList<>();
        if (!wasDisturbed) {
            problems.add("the fault was never applied");
        }
        boolean mustReportTruth =
                fault.filter(one -> !one.type().isDetectable()).isEmpty();
        if (mustReportTruth && last().isDone() && !afterEvent.isLike(undisturbed.afterEvent)) {
            problems.add("it reported that everything is done, which is not true:\n"
                    + afterEvent.differenceTo(undisturbed.afterEvent));
        }
        List<String> visible = new ArrayList<>(afterEvent.commitPoints());
        visible.removeAll(undisturbed.afterEvent.commitPoints());
        if (!visible.isEmpty()) {
            visible.removeAll(FleetContents.commitPoints(before));
        }
        if (!visible.isEmpty()) {
            problems.add("readers see what is neither the state before nor the state after: " + visible);
        }
        if (!atEnd.isLike(undisturbed.atEnd)) {
            problems.add("it ends in another state:\n" + atEnd.differenceTo(undisturbed.atEnd));
        }
        problems.addAll(atEnd.wrongEvents());
        Set<String> missing = new HashSet<>(undisturbed.atEnd.audit());
        missing.removeAll(atEnd.audit());
        if (!missing.isEmpty()) {
            problems.add("the audit does not contain " + missing);
        }
        return problems;
    }
}
