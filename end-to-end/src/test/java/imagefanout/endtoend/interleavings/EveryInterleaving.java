package imagefanout.endtoend.interleavings;

import com.fasterxml.jackson.databind.node.ObjectNode;
import emulators.dynamodb.DynamoDb;
import emulators.dynamodb.account.Disturbance;
import imagefanout.endtoend.fleet.AwsService;
import imagefanout.endtoend.fleet.InProcessServices;
import imagefanout.endtoend.fleet.SentRequest;
import imagefanout.endtoend.fleet.ServiceResponse;
import imagefanout.endtoend.fleet.Transport;
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
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Explores every order of the AWS calls of several processes and one change in Image Builder, or every order with a limited number of preemptions. If two orders lead to the same tables and responses, their continuation is explored only once.
 *
 * <p>Two simplifications do not lose any result:
 *
 * <ul>
 *   <li>Responses of Image Builder that differ only in their request ID are treated as equal. No function reads the ID, and otherwise no two states would be equal.
 *   <li>The change happens right before a request whose response it affects, or never. All other requests get the same response before and after the change, so other positions give the same result.
 * </ul>
 *
 * @param <R> what the processes return
 */
final class EveryInterleaving<R> {
    private final DynamoDb first;
    private final OptionalInt maxPreemptions;
    private final Transport imageBuilder;
    private final Transport changedImageBuilder;
    private final Function<DynamoDb, ?> commitPoint;
    private final Disturbance batches;

    private final Map<RequestContent, SentRequest> requests = new HashMap<>();
    private final Map<List<Object>, ServiceResponse> responses = new HashMap<>();
    private final Map<DynamoDb, DynamoDb> tables = new HashMap<>();
    private final Map<SentRequest, ServiceResponse> described = new IdentityHashMap<>();
    private final Map<SentRequest, ServiceResponse> describedAfterChange = new IdentityHashMap<>();
    private final Map<DynamoDb, Map<SentRequest, Effect>> effects = new IdentityHashMap<>();

    /**
     * The start of a process.
     *
     * @param losesResponses whether the first response to each of its writes is lost, so that the SDK sends the write again
     */
    record Start<R>(Function<Transport, R> work, boolean losesResponses) {}

    /**
     * A state that some order leads to.
     *
     * @param tables the same object for the same contents; a test that changes them has to copy them
     * @param commits the processes that made commits, in order
     * @param isOver whether all processes have ended; running ones may be killed here
     * @param results the results of all processes, after they have ended
     */
    record Reached<R>(DynamoDb tables, List<Integer> commits, boolean isOver, List<R> results) {}

    /**
     * @param states the number of states of the tables, Image Builder, and received responses
     * @param tables the number of different table contents
     * @param ends the number of different results of all processes, including the tables
     */
    record Explored(int states, int tables, int ends) {}

    /** The content of a request, without its sender and time. */
    private record RequestContent(AwsService service, String operation, URI uri, String body) {
        private static RequestContent of(SentRequest request) {
            return new RequestContent(
                    request.service(),
                    request.operation(),
                    request.http().getUri(),
                    request.json().toString());
        }
    }

    /** @param tables the same object for equal contents */
    private record ExploredState<R>(
            DynamoDb tables, boolean isChanged, List<ReplayedProcess<R>> processes, List<Integer> commits, Turn turn) {
        private boolean maySend(int who) {
            return turn.isPossible(who, isOver(turn.last()));
        }

        private boolean isOver(int who) {
            return processes.get(who).result().isPresent();
        }

        private ExploredState<R> next(
                DynamoDb now, boolean isNowChanged, int who, ReplayedProcess<R> longer, boolean isCommit) {
            List<ReplayedProcess<R>> all = new ArrayList<>(processes);
            all.set(who, longer);
            List<Integer> allCommits = new ArrayList<>(commits);
            if (isCommit) {
                allCommits.add(who);
            }
            return new ExploredState<>(
                    now, isNowChanged, List.copyOf(all), List.copyOf(allCommits), turn.next(who, isOver(turn.last())));
        }

        private Reached<R> reached() {
            List<R> results = processes.stream()
                    .flatMap(process -> process.result().stream())
                    .toList();
            boolean isOver = results.size() == processes.size();
            return new Reached<>(tables, commits, isOver, isOver ? results : List.of());
        }
    }

    /**
     * @param last the process that sent the last request
     * @param preemptions the number of preemptions left; empty if there is no limit, and then {@code last} is not tracked
     */
    private record Turn(int last, OptionalInt preemptions) {
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

    /** The tables after a request, and the response to it. */
    private record Effect(DynamoDb tables, ServiceResponse response) {}

    private EveryInterleaving(
            DynamoDb first,
            OptionalInt maxPreemptions,
            Transport imageBuilder,
            Transport changedImageBuilder,
            Function<DynamoDb, ?> commitPoint,
            Disturbance batches) {
        this.first = first;
        this.maxPreemptions = maxPreemptions;
        this.imageBuilder = imageBuilder;
        this.changedImageBuilder = changedImageBuilder;
        this.commitPoint = commitPoint;
        this.batches = batches;
    }

    /**
     * Explores every order of processes that only call DynamoDB.
     *
     * @param commitPoint the value that readers depend on; a call that changes it is a commit
     * @param maxWritten the number of batch items that one call writes; the others are unprocessed
     */
    static <R> EveryInterleaving<R> of(DynamoDb first, Function<DynamoDb, ?> commitPoint, int maxWritten) {
        Transport none = request -> {
            throw new IllegalArgumentException("unexpected call: " + request.operation());
        };
        return new EveryInterleaving<>(
                first, OptionalInt.empty(), none, none, commitPoint, Disturbance.processed(maxWritten));
    }

    /** @param maxPreemptions the maximum number of preemptions; empty for every order */
    static <R> EveryInterleaving<R> of(
            DynamoDb first, Transport imageBuilder, Transport changedImageBuilder, OptionalInt maxPreemptions) {
        return new EveryInterleaving<>(
                first, maxPreemptions, imageBuilder, changedImageBuilder, tables -> 0, Disturbance.none());
    }

    /** Passes every reachable state to the visitor once, including intermediate states. */
    Explored explore(List<Start<R>> starts, Consumer<Reached<R>> visitor) {
        ExecutorService threads = Executors.newCachedThreadPool();
        try {
            List<ReplayedProcess<R>> processes = starts.stream()
                    .map(start -> ReplayedProcess.start(threads, start.work(), this::same))
                    .toList();
            // Without a preemption limit, it does not matter which process starts.
            int firsts = maxPreemptions.isEmpty() ? 1 : starts.size();
            List<ExploredState<R>> states = IntStream.range(0, firsts)
                    .mapToObj(who -> new ExploredState<>(
                            same(first), false, processes, List.of(), new Turn(who, maxPreemptions)))
                    .toList();
            return walk(starts, states, visitor);
        } finally {
            threads.shutdownNow();
        }
    }

    private Explored walk(List<Start<R>> starts, List<ExploredState<R>> firsts, Consumer<Reached<R>> visitor) {
        Set<ExploredState<R>> seen = new HashSet<>();
        Set<Reached<R>> looked = new HashSet<>();
        Deque<ExploredState<R>> open = new ArrayDeque<>(firsts);
        int ends = 0;
        while (!open.isEmpty()) {
            ExploredState<R> state = open.pop();
            if (!seen.add(state)) {
                continue;
            }
            Reached<R> reached = state.reached();
            if (looked.add(reached)) {
                ends += reached.isOver() ? 1 : 0;
                visitor.accept(reached);
            }
            next(starts, state).forEach(open::push);
        }
        return new Explored(seen.size(), tables.size(), ends);
    }

    private List<ExploredState<R>> next(List<Start<R>> starts, ExploredState<R> state) {
        List<ExploredState<R>> next = new ArrayList<>();
        for (int who = 0; who < state.processes().size(); who++) {
            Optional<SentRequest> sent = state.processes().get(who).request();
            if (sent.isEmpty() || !state.maySend(who)) {
                continue;
            }
            if (sent.get().service() == AwsService.DYNAMODB) {
                next.add(dynamoDb(state, who, sent.get(), starts.get(who).losesResponses()));
            } else {
                next.addAll(imageBuilder(state, who, sent.get()));
            }
        }
        return next;
    }

    private ExploredState<R> dynamoDb(ExploredState<R> state, int who, SentRequest request, boolean losesResponses) {
        ReplayedProcess<R> process = state.processes().get(who);
        Effect effect = effects.computeIfAbsent(state.tables(), unseen -> new IdentityHashMap<>())
                .computeIfAbsent(request, unsent -> effect(state.tables(), request));
        boolean isLost = losesResponses && isWrite(request) && !process.hasJustLostAResponse();
        return state.next(
                effect.tables(),
                state.isChanged(),
                who,
                process.receive(isLost ? ReplayedProcess.LOST : effect.response()),
                effect.tables() != state.tables()
                        && !commitPoint.apply(state.tables()).equals(commitPoint.apply(effect.tables())));
    }

    private static boolean isWrite(SentRequest request) {
        return request.operation().matches("(Put|Update|Delete)Item|BatchWriteItem|TransactWriteItems");
    }

    private List<ExploredState<R>> imageBuilder(ExploredState<R> state, int who, SentRequest request) {
        ReplayedProcess<R> process = state.processes().get(who);
        ServiceResponse before = described.computeIfAbsent(request, unasked -> describe(imageBuilder, request));
        ServiceResponse after =
                describedAfterChange.computeIfAbsent(request, unasked -> describe(changedImageBuilder, request));
        List<ExploredState<R>> next = new ArrayList<>();
        if (!state.isChanged()) {
            next.add(state.next(state.tables(), false, who, process.receive(before), false));
        }
        if (state.isChanged() || after != before) {
            next.add(state.next(state.tables(), true, who, process.receive(after), false));
        }
        return next;
    }

    private Effect effect(DynamoDb old, SentRequest request) {
        DynamoDb now = old.copy();
        Disturbance disturbance = request.operation().equals("BatchWriteItem") ? batches : Disturbance.none();
        ServiceResponse response = InProcessServices.dynamoDb(now, request, disturbance);
        return new Effect(same(now), same(response));
    }

    private ServiceResponse describe(Transport service, SentRequest request) {
        if (!request.operation().matches("(Get|List)\\w+")) {
            throw new IllegalArgumentException(request.operation() + " may change Image Builder");
        }
        try {
            return same(service.send(request));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the canonical object for equal contents. */
    private DynamoDb same(DynamoDb some) {
        return tables.computeIfAbsent(some, unseen -> some);
    }

    private SentRequest same(SentRequest some) {
        return requests.computeIfAbsent(RequestContent.of(some), unseen -> some);
    }

    private ServiceResponse same(ServiceResponse some) {
        ObjectNode content = some.json();
        content.remove("requestId");
        return responses.computeIfAbsent(List.of(some.status(), content), unseen -> some);
    }
}
