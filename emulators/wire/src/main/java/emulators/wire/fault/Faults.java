package emulators.wire.fault;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import emulators.wire.protocol.ErrorType;
import emulators.wire.shape.IntegerShape;
import emulators.wire.shape.InvalidValueException;
import emulators.wire.shape.StringShape;
import emulators.wire.shape.Structure;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The faults of one emulator, oldest first. Every service has CALL_REFUSED, ANSWER_LOST and LATENCY, each with {@code
 * operation}, {@code nth} and {@code rate}; a service adds kinds of its own.
 */
public final class Faults {

    private static final int MAX_LATENCY_MILLIS = 60_000;
    private static final int MAX_CALLS = 10_000;

    private final Map<String, FaultKind<?>> kinds = new LinkedHashMap<>();
    private final Map<Long, ActiveFault> active = new ConcurrentSkipListMap<>();
    private final AtomicLong lastId = new AtomicLong();

    /**
     * @param operations the valid values of {@code operation}
     * @param refusals the errors that CALL_REFUSED may name
     * @param ownKinds the kinds that the service adds
     */
    public Faults(Set<String> operations, List<ErrorType> refusals, List<FaultKind<?>> ownKinds) {
        kinds.put("CALL_REFUSED", refused(operations, refusals));
        kinds.put(
                "ANSWER_LOST",
                FaultKind.on(
                        "operation",
                        operations,
                        "ANSWER_LOST",
                        Structure.empty(),
                        given -> new CallFault.AnswerLost()));
        kinds.put(
                "LATENCY",
                FaultKind.on(
                        "operation",
                        operations,
                        "LATENCY",
                        Structure.empty().requires("millis", IntegerShape.between(0, MAX_LATENCY_MILLIS)),
                        given -> new CallFault.Latency(
                                Duration.ofMillis(given.get("millis").longValue()))));
        ownKinds.forEach(kind -> kinds.put(kind.name(), kind));
    }

    /**
     * Adds the kind CALLS_LIMITED, which limits the calls per second with a token bucket, as AWS services do. Must not be
     * called
     * while the server handles requests.
     *
     * @param refusals the errors that it may name
     */
    public void addCallLimit(Set<String> operations, List<ErrorType> refusals, InstantSource clock) {
        add(FaultKind.on(
                "operation",
                operations,
                "CALLS_LIMITED",
                Structure.empty()
                        .requires("error", StringShape.oneOf(names(refusals)))
                        .requires("callsPerSecond", IntegerShape.between(1, MAX_CALLS))
                        .allows("burst", IntegerShape.between(1, MAX_CALLS)),
                given -> {
                    int callsPerSecond = given.get("callsPerSecond").intValue();
                    int burst = given.path("burst").asInt(callsPerSecond);
                    return new CallFault.Limited(error(refusals, given), new CallRate(clock, callsPerSecond, burst));
                }));
    }

    private static String[] names(List<ErrorType> refusals) {
        return refusals.stream().map(ErrorType::name).toArray(String[]::new);
    }

    private static ErrorType error(List<ErrorType> refusals, JsonNode given) {
        return refusals.stream()
                .filter(error -> error.name().equals(given.get("error").textValue()))
                .findFirst()
                .orElseThrow();
    }

    private static FaultKind<CallFault.Refused> refused(Set<String> operations, List<ErrorType> refusals) {
        return FaultKind.on(
                "operation",
                operations,
                "CALL_REFUSED",
                Structure.empty().requires("error", StringShape.oneOf(names(refusals))),
                given -> new CallFault.Refused(error(refusals, given)));
    }

    /** Adds a kind. Must not be called while the server handles requests. */
    public void add(FaultKind<?> kind) {
        kinds.put(kind.name(), kind);
    }

    /**
     * Starts a fault, as a POST to the control endpoint does.
     *
     * @return the response: the fault with its {@code id}
     */
    public ObjectNode start(ObjectNode given) throws InvalidValueException {
        Structure.empty()
                .requires("kind", StringShape.oneOf(kinds.keySet().toArray(String[]::new)))
                .check(given);
        FaultKind<?> kind = kinds.get(given.get("kind").textValue());
        if (!kind.isLasting()) {
            kind.start("", given);
            return given;
        }
        long number = lastId.incrementAndGet();
        ActiveFault fault = kind.start("fault-" + number, given);
        active.put(number, fault);
        return fault.document();
    }

    /** Returns every active fault, in the form that clients receive. */
    public List<ObjectNode> documents() {
        return active.values().stream().map(ActiveFault::document).toList();
    }

    /** Ends a fault and releases the calls that it delays. Returns whether the fault was active. */
    public boolean end(String id) {
        return active.entrySet().stream()
                .filter(fault -> fault.getValue().id().equals(id))
                .findFirst()
                .map(fault -> end(fault.getKey()))
                .orElse(false);
    }

    public void endAll() {
        active.keySet().forEach(this::end);
    }

    private boolean end(Long number) {
        Optional<ActiveFault> ended = Optional.ofNullable(active.remove(number));
        ended.ifPresent(ActiveFault::end);
        return ended.isPresent();
    }

    /** Returns the active effects of this type. */
    public <E> List<E> active(Class<E> effect) {
        return active.values().stream()
                .map(ActiveFault::effect)
                .filter(effect::isInstance)
                .map(effect::cast)
                .toList();
    }

    /** Returns the effects of this type on the subject's next call or message. Counts it for {@code nth} and {@code rate}. */
    public <E> List<E> affecting(Class<E> effect, String subject) {
        List<E> affecting = new ArrayList<>();
        for (ActiveFault fault : active.values()) {
            if (effect.isInstance(fault.effect()) && fault.affectsNext(subject)) {
                affecting.add(effect.cast(fault.effect()));
            }
        }
        return affecting;
    }

    /** Returns the effects of the common faults on the next call of an operation. Counts the call. */
    public CallFaults onCall(String operation) {
        CallFaults faults = new CallFaults();
        for (ActiveFault fault : active.values()) {
            if (fault.effect() instanceof CallFault effect && fault.affectsNext(operation)) {
                faults.add(fault, effect);
            }
        }
        return faults;
    }
}
