package emulators.imagebuilder.fault;

import com.fasterxml.jackson.databind.node.ObjectNode;
import emulators.imagebuilder.Publication;
import emulators.imagebuilder.account.CopyFaults;
import emulators.imagebuilder.account.Destination;
import emulators.imagebuilder.fault.Fault.Misbehaviour;
import emulators.imagebuilder.message.MessageFaults;
import emulators.imagebuilder.operation.ServiceError;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/** The faults in force, oldest first, and what they do to copies, calls and messages. */
public final class Faults implements CopyFaults, MessageFaults {

    private static final List<Duration> ONCE_AT_ONCE = List.of(Duration.ZERO);

    private final Map<Long, StandingFault> standing = new ConcurrentSkipListMap<>();
    private final AtomicLong lastId = new AtomicLong();

    StandingFault add(ObjectNode given, Fault fault) {
        long id = lastId.incrementAndGet();
        StandingFault added = new StandingFault("fault-" + id, given, fault, new AtomicLong());
        standing.put(id, added);
        return added;
    }

    List<StandingFault> all() {
        return new ArrayList<>(standing.values());
    }

    boolean remove(StandingFault fault) {
        return standing.values().remove(fault);
    }

    @Override
    public Optional<String> failureAt(Destination destination) {
        return of(Fault.CopyFails.class)
                .filter(fault -> fault.destination().equals(destination))
                .map(Fault.CopyFails::message)
                .findFirst();
    }

    @Override
    public List<Duration> deliveries(Publication.Kind kind) {
        List<Duration> deliveries = ONCE_AT_ONCE;
        for (StandingFault standingFault : all()) {
            if (standingFault.fault() instanceof Fault.MessageStrays stray
                    && stray.concerns(kind)
                    && standingFault.hitsNext(stray.occasion())) {
                deliveries = stray.deliveries();
            }
        }
        return deliveries;
    }

    /** What happens to one call of an operation. */
    public CallFaults onCall(String operation) {
        Duration latency = Duration.ZERO;
        Optional<ServiceError> refusal = Optional.empty();
        boolean answerLost = false;
        for (StandingFault standingFault : all()) {
            if (standingFault.fault() instanceof Fault.CallFails call
                    && call.concerns(operation)
                    && standingFault.hitsNext(call.occasion())) {
                if (call.misbehaviour() instanceof Misbehaviour.Latency slow) {
                    latency = latency.plus(slow.delay());
                } else if (call.misbehaviour() instanceof Misbehaviour.Refusal refused) {
                    refusal = Optional.of(refused.error());
                } else {
                    answerLost = true;
                }
            }
        }
        return new CallFaults(latency, refusal, answerLost);
    }

    private <F extends Fault> Stream<F> of(Class<F> kind) {
        return standing.values().stream()
                .map(StandingFault::fault)
                .filter(kind::isInstance)
                .map(kind::cast);
    }
}
