package imagefanout.endtoend.interleavings;

import imagefanout.endtoend.fleet.InvocationResult;
import imagefanout.endtoend.fleet.ProcessKilledError;
import imagefanout.endtoend.fleet.Transport;
import imagefanout.endtoend.fleet.WireRequest;
import imagefanout.endtoend.fleet.WireResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * An invocation and the responses that it has received so far: either it sends its next request, or it is over. Two are equal
 * only if they are the same object.
 *
 * <p>An invocation that gets the same responses does the same. So it waits in a thread of its own for the next response; only for
 * a second, different response it is started again and the earlier responses are replayed.
 */
final class ReplayedInvocation {
    /** Long before the SDK gives up an attempt without a response. */
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private static final Duration LONGEST = Duration.ofMinutes(1);

    private final InvocationStarter teller;
    private final List<WireResponse> answers;
    private final Map<WireResponse, ReplayedInvocation> longer = new IdentityHashMap<>(1);
    private final Optional<WireRequest> asks;
    private final Optional<InvocationResult> says;

    private Optional<RunningInvocation> waiting;

    /**
     * Starts an invocation, again and again.
     *
     * @param threads the threads that it runs in; an interrupt kills it
     * @param only replaces a request by the one that stands for all with the same content
     */
    private record InvocationStarter(
            ExecutorService threads,
            Function<Transport, InvocationResult> invocation,
            UnaryOperator<WireRequest> only) {
        private RunningInvocation start() {
            return new RunningInvocation(this);
        }
    }

    /** The next request, or the result of the invocation. */
    private record NextStep(Optional<WireRequest> asks, Optional<InvocationResult> says) {}

    private ReplayedInvocation(
            InvocationStarter teller, List<WireResponse> answers, RunningInvocation running, NextStep step) {
        this.teller = teller;
        this.answers = answers;
        this.asks = step.asks().map(teller.only());
        this.says = step.says();
        this.waiting = asks.map(any -> running);
    }

    static ReplayedInvocation nothing(
            ExecutorService threads,
            Function<Transport, InvocationResult> invocation,
            UnaryOperator<WireRequest> only) {
        RunningInvocation running = new InvocationStarter(threads, invocation, only).start();
        return new ReplayedInvocation(running.teller, List.of(), running, running.step());
    }

    Optional<WireRequest> asks() {
        return asks;
    }

    Optional<InvocationResult> says() {
        return says;
    }

    /** @param response the same object whenever the content is the same */
    ReplayedInvocation and(WireResponse answer) {
        return longer.computeIfAbsent(answer, unheard -> {
            RunningInvocation running =
                    waiting.filter(RunningInvocation::isFresh).orElseGet(this::again);
            waiting = Optional.empty();
            List<WireResponse> more = new ArrayList<>(answers);
            more.add(answer);
            return new ReplayedInvocation(teller, List.copyOf(more), running, running.hear(answer));
        });
    }

    private RunningInvocation again() {
        waiting.ifPresent(RunningInvocation::kill);
        RunningInvocation running = teller.start();
        NextStep now = running.step();
        for (WireResponse answer : answers) {
            now = running.hear(answer);
        }
        if (!now.asks().map(teller.only()).equals(asks)) {
            throw new IllegalStateException("the same responses led to another request");
        }
        return running;
    }

    /** The invocation in its thread, with this as its transport. */
    private static final class RunningInvocation implements Transport {
        private final BlockingQueue<NextStep> steps = new LinkedBlockingQueue<>();
        private final BlockingQueue<WireResponse> answers = new LinkedBlockingQueue<>();
        private final InvocationStarter teller;
        private final Future<?> thread;
        private volatile boolean isDead;
        private Instant askedAt = Instant.now();

        private RunningInvocation(InvocationStarter teller) {
            this.teller = teller;
            thread = teller.threads().submit(this::run);
        }

        private void run() {
            InvocationResult outcome = teller.invocation().apply(this);
            steps.add(new NextStep(Optional.empty(), Optional.of(outcome)));
        }

        private boolean isFresh() {
            return Duration.between(askedAt, Instant.now()).compareTo(PATIENCE) < 0;
        }

        private void kill() {
            thread.cancel(true);
        }

        private NextStep hear(WireResponse answer) {
            answers.add(answer);
            return step();
        }

        private NextStep step() {
            try {
                NextStep next = steps.poll(LONGEST.toSeconds(), TimeUnit.SECONDS);
                if (next == null) {
                    throw new IllegalStateException("the invocation neither sends a request nor ends");
                }
                askedAt = Instant.now();
                return next;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }

        @Override
        public WireResponse send(WireRequest sent) {
            try {
                if (!isDead) {
                    steps.add(new NextStep(Optional.of(sent), Optional.empty()));
                    return answers.take();
                }
            } catch (InterruptedException e) {
                isDead = true;
            }
            throw new ProcessKilledError();
        }
    }
}
