package imagefanout.dynamodb;

import imagefanout.model.ImageSnapshot;
import imagefanout.model.Recording;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbRequest;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbResponse;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/**
 * Every order in which the calls of several recorders can reach one table.
 *
 * <p>A recorder does the same whenever it is given the same answers. So it is moved on by one call by starting it anew, with
 * the answers that it has had, and stopping it before the call after the next one. Two orders that lead to the same table and
 * the same answers have the same future, and it is looked at once: that makes "every order" a few thousand states.
 */
final class Interleavings {
    private static final String FAILED_CONDITION = "The conditional request failed";
    private static final String LOST = "The answer was lost";

    private final SimulatedTable table;
    private final List<Starter> starters;
    /** What was seen, once each, so that states are compared by numbers. */
    private final Map<Object, Integer> numbers = new HashMap<>();

    private final List<Object> things = new ArrayList<>();

    /** A recorder as it starts; {@code losesAnswers}: the first answer to each of its updates is lost, and the SDK sends it again. */
    record Starter(ImageSnapshot snapshot, boolean losesAnswers) {
        static Starter of(ImageSnapshot snapshot) {
            return new Starter(snapshot, false);
        }

        static Starter losingAnswers(ImageSnapshot snapshot) {
            return new Starter(snapshot, true);
        }
    }

    /** What has come of some order so far; {@code committed} is what META has held, one after the other. */
    record World(Map<ItemKey, Map<String, AttributeValue>> items, List<ImageSnapshot> committed, boolean isOver) {}

    private record Process(List<Integer> answers, boolean isOver) {}

    private record State(int items, List<Process> processes, List<Integer> committed) {}

    /** The next call is not to be made yet. An error, so that nothing on the way takes it for DynamoDB's. */
    private static final class Suspended extends Error {
        private static final long serialVersionUID = 1L;

        Suspended() {
            super("suspended", null, false, false);
        }
    }

    private Interleavings(SimulatedTable table, List<Starter> starters) {
        this.table = table;
        this.starters = starters;
    }

    /** Shows every world that some order leads to; says how many states there were. */
    static int explore(SimulatedTable start, List<Starter> starters, Consumer<World> look) {
        return new Interleavings(start, starters).explore(look);
    }

    private int explore(Consumer<World> look) {
        List<Process> processes = new ArrayList<>();
        starters.forEach(starter -> processes.add(new Process(List.of(), false)));
        State first = new State(number(table.items()), processes, List.of());
        Set<State> seen = new HashSet<>(List.of(first));
        Set<Object> looked = new HashSet<>();
        Deque<State> open = new ArrayDeque<>(seen);
        while (!open.isEmpty()) {
            State state = open.pop();
            if (looked.add(List.of(state.items(), state.committed(), isOver(state)))) {
                look.accept(new World(items(state.items()), committed(state), isOver(state)));
            }
            for (int who = 0; who < starters.size(); who++) {
                if (!state.processes().get(who).isOver()) {
                    State next = step(state, who);
                    if (seen.add(next)) {
                        open.push(next);
                    }
                }
            }
        }
        return seen.size();
    }

    private static boolean isOver(State state) {
        return state.processes().stream().allMatch(Process::isOver);
    }

    private List<ImageSnapshot> committed(State state) {
        return state.committed().stream()
                .map(who -> starters.get(who).snapshot())
                .toList();
    }

    private State step(State state, int who) {
        SimulatedTable now = table.with(items(state.items()));
        List<Process> processes = new ArrayList<>(state.processes());
        processes.set(who, step(starters.get(who), processes.get(who), now));
        List<Integer> committed = new ArrayList<>(state.committed());
        ItemKey meta = Keys.meta(starters.get(who).snapshot().build().arn());
        if (!version(now.items(), meta).equals(version(items(state.items()), meta))) {
            committed.add(who);
        }
        return new State(number(now.items()), processes, committed);
    }

    private static Optional<AttributeValue> version(Map<ItemKey, Map<String, AttributeValue>> items, ItemKey meta) {
        return Optional.ofNullable(items.get(meta)).map(item -> item.get(MetaItem.VERSION));
    }

    private Process step(Starter starter, Process process, SimulatedTable now) {
        Replay replay = new Replay(starter, process.answers(), now);
        try {
            Recording recording = Catalogs.on(replay).record(starter.snapshot());
            return new Process(replay.answers, recording != null);
        } catch (Suspended e) {
            return new Process(replay.answers, false);
        }
    }

    private int number(Object thing) {
        return numbers.computeIfAbsent(thing, key -> {
            things.add(key);
            return things.size() - 1;
        });
    }

    @SuppressWarnings("unchecked")
    private Map<ItemKey, Map<String, AttributeValue>> items(int number) {
        return (Map<ItemKey, Map<String, AttributeValue>>) things.get(number);
    }

    /** Gives the known answers again, then makes one more call, and no other. */
    private final class Replay implements Wire {
        private final Starter starter;
        private final List<Integer> answers;
        private final int known;
        private final SimulatedTable now;
        private int given;

        private Replay(Starter starter, List<Integer> known, SimulatedTable now) {
            this.starter = starter;
            this.answers = new ArrayList<>(known);
            this.known = known.size();
            this.now = now;
        }

        @Override
        public DynamoDbResponse call(DynamoDbRequest request) {
            boolean again = false;
            while (true) {
                if (given == answers.size()) {
                    if (answers.size() > known) {
                        throw new Suspended();
                    }
                    Object answer = answer(request);
                    boolean lost = starter.losesAnswers() && request instanceof UpdateItemRequest && !again;
                    answers.add(number(lost ? LOST : answer));
                }
                Object answer = things.get(answers.get(given++));
                if (answer.equals(FAILED_CONDITION)) {
                    throw ConditionalCheckFailedException.builder()
                            .message(FAILED_CONDITION)
                            .build();
                }
                if (!answer.equals(LOST)) {
                    return (DynamoDbResponse) answer;
                }
                again = true;
            }
        }

        private Object answer(DynamoDbRequest request) {
            try {
                return now.call(request);
            } catch (ConditionalCheckFailedException e) {
                return FAILED_CONDITION;
            }
        }
    }
}
