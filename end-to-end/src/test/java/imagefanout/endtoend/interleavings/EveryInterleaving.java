package imagefanout.endtoend.interleavings;

import com.fasterxml.jackson.databind.node.ObjectNode;
import imagefanout.endtoend.fleet.AwsService;
import imagefanout.endtoend.fleet.InProcessServices;
import imagefanout.endtoend.fleet.InvocationResult;
import imagefanout.endtoend.fleet.SimulatedDynamoDb;
import imagefanout.endtoend.fleet.Transport;
import imagefanout.endtoend.fleet.WireRequest;
import imagefanout.endtoend.fleet.WireResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Every order in which the AWS calls of several invocations, and one change in Image Builder, can come, or every one with so
 * many preemptions at most. Two orders that lead to the same tables and the same answers have the same future, and it is
 * looked at once.
 *
 * <p>Nothing is left out by this:
 *
 * <ul>
 *   <li>What Image Builder answers is the same when it differs by its request id alone. Nobody acts upon that, and with it no
 *       two orders would ever meet.
 *   <li>The change comes right before a question that Image Builder answers otherwise since, or never. Whatever else is asked
 *       does the same before it and after it, so any other moment is as good as that.
 * </ul>
 */
final class EveryInterleaving {
    private final SimulatedDynamoDb first;
    /** Image Builder before and after its change; what the tables are is given with each call. */
    private final InProcessServices before;

    private final InProcessServices after;
    private final OptionalInt mostPreemptions;

    private final Map<RequestContent, WireRequest> requests = new HashMap<>();
    private final Map<List<Object>, WireResponse> answers = new HashMap<>();
    private final Map<Map<String, ?>, SimulatedDynamoDb> tables = new HashMap<>();
    private final Map<WireRequest, WireResponse> described = new IdentityHashMap<>();
    private final Map<WireRequest, WireResponse> describedAnew = new IdentityHashMap<>();
    private final Map<SimulatedDynamoDb, Map<WireRequest, Effect>> effects = new IdentityHashMap<>();

    /** What is asked, whoever asks it, whenever. */
    private record RequestContent(AwsService service, String operation, URI uri, String body) {
        private static RequestContent of(WireRequest sent) {
            return new RequestContent(
                    sent.service(),
                    sent.operation(),
                    sent.http().getUri(),
                    sent.json().toString());
        }
    }

    /**
     * How much there was.
     *
     * @param states of the tables, of Image Builder and of what each invocation had heard
     * @param tables different ones
     * @param ends different ones, of tables and of what each invocation said
     */
    record Explored(int states, int tables, int ends) {}

    /** @param tables of which there are never two that hold the same */
    private record ExploredState(
            SimulatedDynamoDb tables, boolean isChanged, List<ReplayedInvocation> invocations, Turn turn) {
        private boolean mayAsk(int who) {
            return turn.isPossible(who, isOver(turn.last()));
        }

        private boolean isOver(int who) {
            return invocations.get(who).says().isPresent();
        }

        private ExploredState then(SimulatedDynamoDb now, boolean isNowChanged, int who, ReplayedInvocation longer) {
            List<ReplayedInvocation> all = new ArrayList<>(invocations);
            all.set(who, longer);
            return new ExploredState(now, isNowChanged, List.copyOf(all), turn.next(who, isOver(turn.last())));
        }
    }

    /**
     * @param last who asked last
     * @param preemptions how often yet somebody may ask while who asked last is not over; empty when as often as can be, and
     *     then nobody keeps count of who was last
     */
    private record Turn(int last, OptionalInt preemptions) {
        private static Turn of(int who, OptionalInt mostPreemptions) {
            return new Turn(mostPreemptions.isEmpty() ? 0 : who, mostPreemptions);
        }

        private boolean isPossible(int who, boolean isLastOver) {
            return who == last || isLastOver || preemptions.isEmpty() || preemptions.getAsInt() > 0;
        }

        private Turn next(int who, boolean isLastOver) {
            if (preemptions.isEmpty()) {
                return this;
            }
            int left = preemptions.getAsInt();
            return new Turn(who, OptionalInt.of(who != last && !isLastOver ? left - 1 : left));
        }
    }

    /** What tables are after a call, and what is answered. */
    private record Effect(SimulatedDynamoDb tables, WireResponse answer) {}

    /** @param mostPreemptions of one invocation by another; empty for all orders that there are */
    EveryInterleaving(
            SimulatedDynamoDb first, InProcessServices before, InProcessServices after, OptionalInt mostPreemptions) {
        this.first = first;
        this.before = before;
        this.after = after;
        this.mostPreemptions = mostPreemptions;
    }

    /** Shows every end that some order leads to: the tables, and what each invocation says. */
    Explored explore(
            List<Function<Transport, InvocationResult>> invocations,
            BiConsumer<SimulatedDynamoDb, List<InvocationResult>> look) {
        ExecutorService threads = Executors.newCachedThreadPool();
        try {
            List<ReplayedInvocation> nothing = invocations.stream()
                    .map(invocation -> ReplayedInvocation.nothing(threads, invocation, this::only))
                    .toList();
            return walk(starts(nothing), look);
        } finally {
            threads.shutdownNow();
        }
    }

    /** Any of them may be the first. */
    private List<ExploredState> starts(List<ReplayedInvocation> nothing) {
        return IntStream.range(0, nothing.size())
                .mapToObj(who -> new ExploredState(only(first), false, nothing, Turn.of(who, mostPreemptions)))
                .toList();
    }

    private Explored walk(List<ExploredState> starts, BiConsumer<SimulatedDynamoDb, List<InvocationResult>> look) {
        Set<ExploredState> seen = new HashSet<>();
        Set<Object> ends = new HashSet<>();
        Deque<ExploredState> open = new ArrayDeque<>(starts);
        while (!open.isEmpty()) {
            ExploredState state = open.pop();
            if (!seen.add(state)) {
                continue;
            }
            List<ExploredState> following = following(state);
            following.forEach(open::push);
            if (following.isEmpty()) {
                List<InvocationResult> results = state.invocations().stream()
                        .map(invocation -> invocation.says().orElseThrow())
                        .toList();
                if (ends.add(List.of(state.tables(), results))) {
                    look.accept(state.tables().copy(), results);
                }
            }
        }
        return new Explored(seen.size(), tables.size(), ends.size());
    }

    private List<ExploredState> following(ExploredState state) {
        List<ExploredState> following = new ArrayList<>();
        for (int who = 0; who < state.invocations().size(); who++) {
            ReplayedInvocation invocation = state.invocations().get(who);
            Optional<WireRequest> asks = invocation.asks();
            if (asks.isEmpty() || !state.mayAsk(who)) {
                continue;
            }
            WireRequest sent = asks.get();
            if (sent.service() == AwsService.DYNAMODB) {
                Effect effect = effects.computeIfAbsent(state.tables(), unseen -> new IdentityHashMap<>())
                        .computeIfAbsent(sent, unsent -> effect(state.tables(), sent));
                ReplayedInvocation longer = invocation.and(effect.answer());
                following.add(state.then(effect.tables(), state.isChanged(), who, longer));
                continue;
            }
            WireResponse anew = describedAnew.computeIfAbsent(sent, unasked -> describe(after, sent));
            WireResponse asBefore = described.computeIfAbsent(sent, unasked -> describe(before, sent));
            if (!state.isChanged()) {
                following.add(state.then(state.tables(), false, who, invocation.and(asBefore)));
            }
            if (state.isChanged() || anew != asBefore) {
                following.add(state.then(state.tables(), true, who, invocation.and(anew)));
            }
        }
        return following;
    }

    private Effect effect(SimulatedDynamoDb old, WireRequest sent) {
        SimulatedDynamoDb now = old.copy();
        WireResponse answer;
        try {
            answer = WireResponse.ok(now.answer(sent.operation(), sent.json()));
        } catch (SimulatedDynamoDb.Refusal e) {
            answer = WireResponse.error(AwsService.DYNAMODB, 400, e.error(), e.getMessage());
        }
        return new Effect(only(now), only(answer));
    }

    private WireResponse describe(InProcessServices imageBuilder, WireRequest sent) {
        if (!sent.operation().matches("(Get|List)\\w+")) {
            throw new IllegalArgumentException(sent.operation() + " may change Image Builder");
        }
        try {
            return only(imageBuilder.send(sent));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The one that stands for all that hold the same. */
    private SimulatedDynamoDb only(SimulatedDynamoDb some) {
        return tables.computeIfAbsent(some.tables(), unseen -> some);
    }

    private WireRequest only(WireRequest some) {
        return requests.computeIfAbsent(RequestContent.of(some), unseen -> some);
    }

    private WireResponse only(WireResponse some) {
        ObjectNode words = some.json();
        words.remove("requestId");
        return answers.computeIfAbsent(List.of(some.status(), words), unseen -> some);
    }
}
