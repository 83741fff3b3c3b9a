package imagefanout.dynamodb.catalog;

import imagefanout.dynamodb.table.EmulatedTable;
import imagefanout.dynamodb.table.StoredKey;
import imagefanout.dynamodb.table.Wire;
import imagefanout.model.image.ImageSnapshot;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
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
 * Every order in which the calls of several processes, recorders for the most part, can reach one table.
 *
 * <p>A process does the same whenever it is given the same answers. So what it asks next is found by starting it anew, with the
 * answers that it has had, and stopping it there. Two orders that lead to the same table and the same answers have the same
 * future, and it is looked at once: that makes "every order" a few thousand states.
 */
final class Interleavings {
    private static final String FAILED_CONDITION = "The conditional request failed";
    private static final String LOST = "The answer was lost";

    private final EmulatedTable table;
    private final List<StartedProcess> starters;
    /** What was seen, once each, so that states are compared by numbers. */
    private final Map<Object, Integer> numbers = new HashMap<>();

    private final List<Object> things = new ArrayList<>();
    private final Map<ReplayedAnswers, Optional<DynamoDbRequest>> nextRequests = new HashMap<>();

    /**
     * A process as it starts.
     *
     * @param snapshot what it records, if it does
     * @param losesAnswers the first answer to each of its updates is lost, and the SDK sends it again
     */
    record StartedProcess(Optional<ImageSnapshot> snapshot, Consumer<Wire> work, boolean losesAnswers) {
        static StartedProcess of(ImageSnapshot snapshot) {
            return recording(snapshot, false);
        }

        static StartedProcess losingAnswers(ImageSnapshot snapshot) {
            return recording(snapshot, true);
        }

        static StartedProcess of(Consumer<Wire> work) {
            return new StartedProcess(Optional.empty(), work, false);
        }

        private static StartedProcess recording(ImageSnapshot snapshot, boolean losesAnswers) {
            return new StartedProcess(
                    Optional.of(snapshot), wire -> Catalogs.on(wire).record(snapshot), losesAnswers);
        }

        ImageSnapshot recorded() {
            return snapshot.orElseThrow();
        }
    }

    /** What has come of some order so far; {@code committed} is what META has held, one after the other. */
    record ReachedTable(EmulatedTable table, List<ImageSnapshot> committed, boolean isOver) {}

    private record ReplayedAnswers(int who, List<Integer> answers) {}

    private record ProcessState(List<Integer> answers, boolean isOver) {}

    private record OrderState(int table, List<ProcessState> processes, List<Integer> committed) {}

    /** The next call is not to be made yet. An error, so that nothing on the way takes it for DynamoDB's. */
    private static final class Suspended extends Error {
        private static final long serialVersionUID = 1L;

        Suspended() {
            super("suspended", null, false, false);
        }
    }

    private Interleavings(EmulatedTable table, List<StartedProcess> starters) {
        this.table = table;
        this.starters = starters;
    }

    /** Shows every table that some order leads to; says how many states there were. */
    static int explore(EmulatedTable start, List<StartedProcess> starters, Consumer<ReachedTable> look) {
        return new Interleavings(start, starters).explore(look);
    }

    private int explore(Consumer<ReachedTable> look) {
        List<ProcessState> processes = new ArrayList<>();
        starters.forEach(starter -> processes.add(new ProcessState(List.of(), false)));
        OrderState first = new OrderState(number(table), processes, List.of());
        Set<OrderState> seen = new HashSet<>(List.of(first));
        Set<Object> looked = new HashSet<>();
        Deque<OrderState> open = new ArrayDeque<>(seen);
        while (!open.isEmpty()) {
            OrderState state = open.pop();
            if (looked.add(List.of(state.table(), state.committed(), isOver(state)))) {
                look.accept(new ReachedTable(table(state).copy(), committed(state), isOver(state)));
            }
            for (int who = 0; who < starters.size(); who++) {
                if (!state.processes().get(who).isOver()) {
                    OrderState next = step(state, who);
                    if (seen.add(next)) {
                        open.push(next);
                    }
                }
            }
        }
        return seen.size();
    }

    private static boolean isOver(OrderState state) {
        return state.processes().stream().allMatch(ProcessState::isOver);
    }

    private List<ImageSnapshot> committed(OrderState state) {
        return state.committed().stream()
                .map(who -> starters.get(who).recorded())
                .toList();
    }

    private OrderState step(OrderState state, int who) {
        EmulatedTable now = table(state).copy();
        ProcessState before = state.processes().get(who);
        DynamoDbRequest request = next(who, before.answers()).orElseThrow();
        List<Integer> answers = new ArrayList<>(before.answers());
        answers.add(number(answer(now, request)));
        // The next call is the same one again: then its answer counts.
        boolean isLost =
                starters.get(who).losesAnswers() && request instanceof UpdateItemRequest && !isLost(before.answers());
        if (isLost) {
            answers.set(answers.size() - 1, number(LOST));
        }
        List<ProcessState> processes = new ArrayList<>(state.processes());
        processes.set(
                who, new ProcessState(answers, !isLost && next(who, answers).isEmpty()));
        List<Integer> committed = new ArrayList<>(state.committed());
        starters.get(who)
                .snapshot()
                .map(snapshot -> CatalogKeys.meta(snapshot.build().arn()))
                .filter(meta -> !version(now, meta).equals(version(table(state), meta)))
                .ifPresent(meta -> committed.add(who));
        return new OrderState(number(now), processes, committed);
    }

    private boolean isLost(List<Integer> answers) {
        return !answers.isEmpty() && things.get(answers.get(answers.size() - 1)).equals(LOST);
    }

    private static Object answer(EmulatedTable now, DynamoDbRequest request) {
        try {
            return now.call(request);
        } catch (ConditionalCheckFailedException e) {
            return FAILED_CONDITION;
        }
    }

    /** What the process asks next when it has had these answers; empty when it is done. */
    private Optional<DynamoDbRequest> next(int who, List<Integer> answers) {
        List<Integer> heard = new ArrayList<>(answers);
        heard.removeIf(answer -> things.get(answer).equals(LOST));
        return nextRequests.computeIfAbsent(new ReplayedAnswers(who, heard), key -> {
            Replay replay = new Replay(heard);
            try {
                starters.get(who).work().accept(replay);
                return Optional.empty();
            } catch (Suspended e) {
                return Optional.of(replay.next);
            }
        });
    }

    private static Optional<AttributeValue> version(EmulatedTable table, StoredKey meta) {
        return table.attribute(meta, MetaItem.VERSION);
    }

    private int number(Object thing) {
        return numbers.computeIfAbsent(thing, key -> {
            things.add(key);
            return things.size() - 1;
        });
    }

    private EmulatedTable table(OrderState state) {
        return (EmulatedTable) things.get(state.table());
    }

    /** Gives the answers again, and stops the process at its next call. */
    private final class Replay implements Wire {
        private final Iterator<Integer> answers;
        private DynamoDbRequest next;

        private Replay(List<Integer> answers) {
            this.answers = answers.iterator();
        }

        @Override
        public DynamoDbResponse call(DynamoDbRequest request) {
            if (!answers.hasNext()) {
                next = request;
                throw new Suspended();
            }
            Object answer = things.get(answers.next());
            if (answer.equals(FAILED_CONDITION)) {
                throw ConditionalCheckFailedException.builder()
                        .message(FAILED_CONDITION)
                        .build();
            }
            return (DynamoDbResponse) answer;
        }
    }
}
