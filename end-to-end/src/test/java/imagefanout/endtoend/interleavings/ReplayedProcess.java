package imagefanout.endtoend.interleavings;

import imagefanout.endtoend.fleet.ProcessKilledError;
import imagefanout.endtoend.fleet.SentRequest;
import imagefanout.endtoend.fleet.ServiceResponse;
import imagefanout.endtoend.fleet.Transport;
import java.io.IOException;
import java.net.SocketException;
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
 * A process and the responses that it has received so far. It either sends its next request or has ended. Equality is identity.
 *
 * <p>A process is deterministic: the same responses lead to the same behavior. It waits in its own thread for the next response. For a second, different response, it is restarted and the earlier responses are replayed.
 *
 * @param <R> what the process returns
 */
final class ReplayedProcess<R> {
    /** Represents a lost response: the connection is reset, and the SDK sends the request again. */
    static final ServiceResponse LOST = new ServiceResponse(0, Optional.empty(), new byte[0], 0);

    /** Much shorter than the SDK's timeout for an attempt. */
    private static final Duration MAX_RESPONSE_DELAY = Duration.ofSeconds(3);

    private static final Duration STEP_TIMEOUT = Duration.ofMinutes(1);

    private final ProcessStarter<R> starter;
    private final List<ServiceResponse> responses;
    private final Map<ServiceResponse, ReplayedProcess<R>> longer = new IdentityHashMap<>(1);
    private final Optional<SentRequest> request;
    private final Optional<R> result;

    private Optional<RunningProcess<R>> waiting;

    /** @param same returns the canonical request for equal content */
    private record ProcessStarter<R>(
            ExecutorService threads, Function<Transport, R> work, UnaryOperator<SentRequest> same) {
        private RunningProcess<R> start() {
            return new RunningProcess<>(this);
        }
    }

    /** The next request, or the result. */
    private record ProcessStep<R>(Optional<SentRequest> request, Optional<R> result) {}

    private ReplayedProcess(
            ProcessStarter<R> starter,
            List<ServiceResponse> responses,
            RunningProcess<R> running,
            ProcessStep<R> step) {
        this.starter = starter;
        this.responses = responses;
        this.request = step.request().map(starter.same());
        this.result = step.result();
        this.waiting = request.map(any -> running);
    }

    /** Starts a process; an interrupt of its thread kills it. */
    static <R> ReplayedProcess<R> start(
            ExecutorService threads, Function<Transport, R> work, UnaryOperator<SentRequest> same) {
        ProcessStarter<R> starter = new ProcessStarter<>(threads, work, same);
        RunningProcess<R> running = starter.start();
        return new ReplayedProcess<>(starter, List.of(), running, running.step());
    }

    /** Returns the pending request; empty if the process has ended. */
    Optional<SentRequest> request() {
        return request;
    }

    /** Returns the result; empty while the process is running. */
    Optional<R> result() {
        return result;
    }

    boolean hasJustLostAResponse() {
        return !responses.isEmpty() && responses.get(responses.size() - 1) == LOST;
    }

    /** @param response the response; must be the same object for equal content */
    ReplayedProcess<R> receive(ServiceResponse response) {
        return longer.computeIfAbsent(response, unseen -> {
            RunningProcess<R> running = waiting.filter(RunningProcess::isFresh).orElseGet(this::again);
            waiting = Optional.empty();
            List<ServiceResponse> more = new ArrayList<>(responses);
            more.add(response);
            return new ReplayedProcess<>(starter, List.copyOf(more), running, running.receive(response));
        });
    }

    private RunningProcess<R> again() {
        waiting.ifPresent(RunningProcess::kill);
        RunningProcess<R> running = starter.start();
        ProcessStep<R> now = running.step();
        for (ServiceResponse response : responses) {
            now = running.receive(response);
        }
        if (!now.request().map(starter.same()).equals(request)) {
            throw new IllegalStateException("the same responses led to another request");
        }
        return running;
    }

    /** The running process, which uses this object as its transport. */
    private static final class RunningProcess<R> implements Transport {
        private final BlockingQueue<ProcessStep<R>> steps = new LinkedBlockingQueue<>();
        private final BlockingQueue<ServiceResponse> responses = new LinkedBlockingQueue<>();
        private final Future<?> thread;
        private volatile boolean isDead;
        private Instant sentAt = Instant.now();

        private RunningProcess(ProcessStarter<R> starter) {
            thread = starter.threads()
                    .submit(() -> steps.add(new ProcessStep<>(
                            Optional.empty(), Optional.of(starter.work().apply(this)))));
        }

        private boolean isFresh() {
            return Duration.between(sentAt, Instant.now()).compareTo(MAX_RESPONSE_DELAY) < 0;
        }

        private void kill() {
            thread.cancel(true);
        }

        private ProcessStep<R> receive(ServiceResponse response) {
            responses.add(response);
            return step();
        }

        private ProcessStep<R> step() {
            try {
                ProcessStep<R> next = steps.poll(STEP_TIMEOUT.toSeconds(), TimeUnit.SECONDS);
                if (next == null) {
                    throw new IllegalStateException("the process neither sends a request nor ends");
                }
                sentAt = Instant.now();
                return next;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }

        @Override
        public ServiceResponse send(SentRequest request) throws IOException {
            if (isDead) {
                throw new ProcessKilledError();
            }
            ServiceResponse response;
            try {
                steps.add(new ProcessStep<>(Optional.of(request), Optional.empty()));
                response = responses.take();
            } catch (InterruptedException e) {
                isDead = true;
                throw new ProcessKilledError();
            }
            if (response == LOST) {
                throw new SocketException("Connection reset");
            }
            return response;
        }
    }
}
