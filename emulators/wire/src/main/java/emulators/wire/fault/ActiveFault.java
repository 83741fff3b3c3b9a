package emulators.wire.fault;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A fault from its POST to its DELETE.
 *
 * @param given the fault as the client sent it
 * @param subject the operation or channel that it applies to; empty for all
 * @param concerned the number of calls or messages counted so far
 */
record ActiveFault(
        String id,
        ObjectNode given,
        Object effect,
        Optional<String> subject,
        Trigger trigger,
        AtomicLong concerned,
        CountDownLatch ended,
        Runnable whenEnded) {

    ActiveFault {
        requireNonNull(id, "id");
        requireNonNull(given, "given");
        requireNonNull(effect, "effect");
        requireNonNull(subject, "subject");
        requireNonNull(trigger, "trigger");
        requireNonNull(whenEnded, "whenEnded");
    }

    /** Counts a call or message and returns whether this fault affects it. */
    boolean affectsNext(String occurred) {
        return (subject.isEmpty() || subject.get().equals(occurred)) && trigger.affects(concerned.incrementAndGet());
    }

    ObjectNode document() {
        return given.deepCopy().put("id", id).put("concerned", concerned.get());
    }

    void end() {
        ended.countDown();
        whenEnded.run();
    }
}
