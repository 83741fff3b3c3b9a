package imagefanout.endtoend.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
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
import java.util.function.BiConsumer;

/**
 * Every order in which the AWS calls of several invocations, and one change in Image Builder, can come.
 *
 * <p>An invocation does the same whenever it is given the same answers. So what it asks next is found by starting it anew with
 * the answers that it has had, and killing it there. Two orders that lead to the same tables and the same answers have the
 * same future, and it is looked at once.
 */
final class EveryInterleaving {
    private final Clients clients;
    private final List<Event> events;
    private final SimulatedDynamoDb first;
    /** Image Builder before and after its change; what the tables are is given with each call. */
    private final Services before;

    private final Services after;

    private final Map<Object, Integer> numbers = new HashMap<>();
    private final List<Object> things = new ArrayList<>();
    private final Map<Heard, Next> nexts = new HashMap<>();

    private record Heard(int who, List<Integer> answers) {}

    /** The call that comes next, or what the invocation says in the end. */
    private record Next(Optional<Sent> sent, Optional<Outcome> outcome) {}

    private record State(int tables, boolean isChanged, List<List<Integer>> answers) {}

    /** What tables hold, comparable, with the tables themselves. */
    private record Held(Map<String, ?> items) {}

    EveryInterleaving(Clients clients, List<Event> events, SimulatedDynamoDb first, Services before, Services after) {
        this.clients = clients;
        this.events = events;
        this.first = first;
        this.before = before;
        this.after = after;
    }

    /** Shows every end that some order leads to: the tables, and what each invocation says. Answers how many states there were. */
    int explore(BiConsumer<SimulatedDynamoDb, List<Outcome>> look) {
        Map<Integer, SimulatedDynamoDb> tables = new HashMap<>();
        List<List<Integer>> nothing = new ArrayList<>();
        events.forEach(event -> nothing.add(List.of()));
        State start = new State(number(tables, first), false, nothing);
        Set<State> seen = new HashSet<>(List.of(start));
        Set<Object> ends = new HashSet<>();
        Deque<State> open = new ArrayDeque<>(seen);
        while (!open.isEmpty()) {
            State state = open.pop();
            List<State> following = following(state, tables);
            if (following.isEmpty()) {
                List<Outcome> outcomes = outcomes(state);
                if (ends.add(List.of(state.tables(), outcomes))) {
                    look.accept(tables.get(state.tables()).copy(), outcomes);
                }
            }
            for (State next : following) {
                if (seen.add(next)) {
                    open.push(next);
                }
            }
        }
        return seen.size();
    }

    private List<State> following(State state, Map<Integer, SimulatedDynamoDb> tables) {
        List<State> following = new ArrayList<>();
        if (!state.isChanged()) {
            following.add(new State(state.tables(), true, state.answers()));
        }
        for (int who = 0; who < events.size(); who++) {
            Optional<Sent> sent = next(who, state.answers().get(who)).sent();
            if (sent.isPresent()) {
                SimulatedDynamoDb now = tables.get(state.tables()).copy();
                Answered answer = answer(now, sent.get(), state.isChanged());
                List<List<Integer>> answers = new ArrayList<>(state.answers());
                List<Integer> heard = new ArrayList<>(answers.get(who));
                heard.add(number(List.of(answer.status(), answer.json().toString()), answer));
                answers.set(who, heard);
                following.add(new State(number(tables, now), state.isChanged(), answers));
            }
        }
        return following;
    }

    private Answered answer(SimulatedDynamoDb now, Sent sent, boolean isChanged) {
        try {
            if (sent.service() == Service.IMAGE_BUILDER) {
                return (isChanged ? after : before).send(sent);
            }
            return Answered.ok(now.answer(sent.operation(), sent.json()));
        } catch (SimulatedDynamoDb.Refusal e) {
            return Answered.error(Service.DYNAMODB, 400, e.error(), e.getMessage());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<Outcome> outcomes(State state) {
        List<Outcome> outcomes = new ArrayList<>();
        for (int who = 0; who < events.size(); who++) {
            outcomes.add(next(who, state.answers().get(who)).outcome().orElseThrow());
        }
        return outcomes;
    }

    private Next next(int who, List<Integer> answers) {
        return nexts.computeIfAbsent(new Heard(who, answers), heard -> {
            // Each has a clock of its own, one a second behind the other; so it sees the same instants each time.
            World world = new World(clients, before);
            world.clock().pass(Duration.ofDays(3).plusSeconds(who));
            Replay replay = new Replay(answers);
            Invocation invocation = new Invocation("run-of-" + who, world.clock(), Invocation.LIMIT, () -> false);
            Outcome outcome = world.invoke(events.get(who), invocation, replay);
            return replay.next.isPresent()
                    ? new Next(replay.next, Optional.empty())
                    : new Next(Optional.empty(), Optional.of(outcome));
        });
    }

    private int number(Map<Integer, SimulatedDynamoDb> all, SimulatedDynamoDb tables) {
        int number = number(new Held(tables.tables()), tables);
        all.putIfAbsent(number, tables);
        return number;
    }

    private int number(Object key, Object thing) {
        return numbers.computeIfAbsent(key, unseen -> {
            things.add(thing);
            return things.size() - 1;
        });
    }

    /** Gives the answers again, and kills the invocation at its next call. */
    private final class Replay implements Way {
        private final Iterator<Integer> answers;
        private Optional<Sent> next = Optional.empty();

        private Replay(List<Integer> answers) {
            this.answers = answers.iterator();
        }

        @Override
        public Answered send(Sent sent) {
            if (answers.hasNext()) {
                return (Answered) things.get(answers.next());
            }
            next = next.or(() -> Optional.of(sent));
            throw new Killed();
        }
    }
}
