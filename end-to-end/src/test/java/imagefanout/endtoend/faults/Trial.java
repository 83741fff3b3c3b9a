package imagefanout.endtoend.faults;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/** One run of a scenario: the event, as often as Lambda tries it, and then what comes afterwards anyway. */
record Trial(
        Optional<Fault> fault,
        List<Outcome> outcomes,
        List<Call> calls,
        Contents before,
        Contents afterEvent,
        Contents atEnd,
        boolean wasDisturbed) {
    /** Lambda hands an event over once, and twice more when that fails. */
    private static final int TRIES = 3;

    private static final Duration SINCE_THE_START = Duration.ofDays(3);
    private static final Duration UNTIL_THE_NEXT_RUN = Duration.ofHours(1);

    static Trial undisturbed(Scenario.Prepared prepared, Clients clients) {
        return of(prepared, Optional.empty(), clients, UnaryOperator.identity());
    }

    static Trial of(Scenario.Prepared prepared, Fault fault, Clients clients) {
        return of(prepared, Optional.of(fault), clients, UnaryOperator.identity());
    }

    /** @param habit how the functions take what the network does to them: as it comes, but in a test of this test */
    static Trial of(Scenario.Prepared prepared, Optional<Fault> fault, Clients clients, UnaryOperator<Way> habit) {
        World world = new World(clients, prepared.services(), habit);
        prepared.scenario().change().accept(world);
        world.clock().pass(SINCE_THE_START);
        Network network = fault.map(one -> Network.with(one, world.services()))
                .orElseGet(() -> Network.undisturbed(world.services()));
        Contents before = Contents.of(world);
        List<Outcome> outcomes = new ArrayList<>();
        String requestId = world.newRequestId();
        do {
            outcomes.add(world.invoke(prepared.event(), requestId, network));
        } while (outcomes.size() < TRIES && outcomes.get(outcomes.size() - 1).said() == Outcome.Said.FAILED);
        Contents afterEvent = Contents.of(world);
        world.clock().pass(UNTIL_THE_NEXT_RUN);
        prepared.after().forEach(world::invoke);
        return new Trial(
                fault, outcomes, network.calls(), before, afterEvent, Contents.of(world), network.hasBefallen());
    }

    Outcome last() {
        return outcomes.get(outcomes.size() - 1);
    }

    /** What is wrong with this run, held against an undisturbed one; empty when nothing is. */
    List<String> problems(Trial undisturbed) {
        List<String> problems = new ArrayList<>();
        if (!wasDisturbed) {
            problems.add("the fault had no occasion");
        }
        boolean mustBeTrue = fault.filter(one -> !one.kind().canBeTold()).isEmpty();
        if (mustBeTrue && last().isDone() && !afterEvent.isLike(undisturbed.afterEvent)) {
            problems.add(
                    "it said that all is done, and it is not:\n" + afterEvent.differenceTo(undisturbed.afterEvent));
        }
        List<String> visible = new ArrayList<>(afterEvent.commitPoints());
        visible.removeAll(before.commitPoints());
        visible.removeAll(undisturbed.afterEvent.commitPoints());
        if (!visible.isEmpty()) {
            problems.add("readers see what is neither before nor after: " + visible);
        }
        if (!atEnd.isLike(undisturbed.atEnd)) {
            problems.add("it ends otherwise:\n" + atEnd.differenceTo(undisturbed.atEnd));
        }
        Set<String> untold = new HashSet<>(undisturbed.atEnd.audit());
        untold.removeAll(atEnd.audit());
        if (!untold.isEmpty()) {
            problems.add("the audit does not tell of " + untold);
        }
        return problems;
    }
}
