package imagefanout.endtoend.faults;

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
 * An invocation, and the answers that it has had so far: it asks something next, or it is over. Equal is only what is the same.
 *
 * <p>An invocation does the same whenever it is given the same answers. So it waits, in a thread of its own, until it is given
 * the next one, and only for a second other one it is started anew.
 */
final class Heard {
    /** Long before the SDK gives an attempt up that nobody answers. */
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private static final Duration LONGEST = Duration.ofMinutes(1);

    private final Teller teller;
    private final List<Answered> answers;
    private final Map<Answered, Heard> longer = new IdentityHashMap<>(1);
    private final Optional<Sent> asks;
    private final Optional<Outcome> says;

    private Optional<Running> waiting;

    /**
     * Whose invocation it is.
     *
     * @param threads in which it runs; interrupted, it is killed
     * @param only makes one request of all that are the same but for their headers
     */
    private record Teller(ExecutorService threads, Function<Way, Outcome> invocation, UnaryOperator<Sent> only) {
        private Running start() {
            return new Running(this);
        }
    }

    /** The call that comes next, or what the invocation says in the end. */
    private record Step(Optional<Sent> asks, Optional<Outcome> says) {}

    private Heard(Teller teller, List<Answered> answers, Running running, Step step) {
        this.teller = teller;
        this.answers = answers;
        this.asks = step.asks().map(teller.only());
        this.says = step.says();
        this.waiting = asks.map(any -> running);
    }

    static Heard nothing(ExecutorService threads, Function<Way, Outcome> invocation, UnaryOperator<Sent> only) {
        Running running = new Teller(threads, invocation, only).start();
        return new Heard(running.teller, List.of(), running, running.step());
    }

    Optional<Sent> asks() {
        return asks;
    }

    Optional<Outcome> says() {
        return says;
    }

    /** @param answer the same one whenever it says the same */
    Heard and(Answered answer) {
        return longer.computeIfAbsent(answer, unheard -> {
            Running running = waiting.filter(Running::isFresh).orElseGet(this::again);
            waiting = Optional.empty();
            List<Answered> more = new ArrayList<>(answers);
            more.add(answer);
            return new Heard(teller, List.copyOf(more), running, running.hear(answer));
        });
    }

    private Running again() {
        waiting.ifPresent(Running::kill);
        Running running = teller.start();
        Step now = running.step();
        for (Answered answer : answers) {
            now = running.hear(answer);
        }
        if (!now.asks().map(teller.only()).equals(asks)) {
            throw new IllegalStateException("given the same answers it asks something else");
        }
        return running;
    }

    /** The invocation in its thread, where it takes this for the way to the services. */
    private static final class Running implements Way {
        private final BlockingQueue<Step> steps = new LinkedBlockingQueue<>();
        private final BlockingQueue<Answered> answers = new LinkedBlockingQueue<>();
        private final Teller teller;
        private final Future<?> thread;
        private volatile boolean isDead;
        private Instant askedAt = Instant.now();

        private Running(Teller teller) {
            this.teller = teller;
            thread = teller.threads().submit(this::run);
        }

        private void run() {
            Outcome outcome = teller.invocation().apply(this);
            steps.add(new Step(Optional.empty(), Optional.of(outcome)));
        }

        private boolean isFresh() {
            return Duration.between(askedAt, Instant.now()).compareTo(PATIENCE) < 0;
        }

        private void kill() {
            thread.cancel(true);
        }

        private Step hear(Answered answer) {
            answers.add(answer);
            return step();
        }

        private Step step() {
            try {
                Step next = steps.poll(LONGEST.toSeconds(), TimeUnit.SECONDS);
                if (next == null) {
                    throw new IllegalStateException("it neither asks nor ends");
                }
                askedAt = Instant.now();
                return next;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }

        @Override
        public Answered send(Sent sent) {
            try {
                if (!isDead) {
                    steps.add(new Step(Optional.of(sent), Optional.empty()));
                    return answers.take();
                }
            } catch (InterruptedException e) {
                isDead = true;
            }
            throw new Killed();
        }
    }
}
