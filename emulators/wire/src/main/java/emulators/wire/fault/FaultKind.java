package emulators.wire.fault;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import emulators.wire.shape.FractionShape;
import emulators.wire.shape.IntegerShape;
import emulators.wire.shape.InvalidValueException;
import emulators.wire.shape.Json;
import emulators.wire.shape.StringShape;
import emulators.wire.shape.Structure;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * A kind of fault: its name, its JSON members besides {@code kind}, and the effect they describe. The service defines the effect's type and uses it to look up faults in {@link Faults}.
 *
 * @param <E> the effect
 */
public final class FaultKind<E> {

    private final String name;
    private final Structure members;
    private final Function<JsonNode, E> effect;
    private final Optional<String> subject;
    private final boolean lasting;
    private final Consumer<E> whenStarted;
    private final Consumer<E> whenEnded;

    private FaultKind(
            String name,
            Structure members,
            Function<JsonNode, E> effect,
            Optional<String> subject,
            boolean lasting,
            Consumer<E> whenStarted,
            Consumer<E> whenEnded) {
        this.name = requireNonNull(name, "name");
        this.members = requireNonNull(members, "members");
        this.effect = requireNonNull(effect, "effect");
        this.subject = requireNonNull(subject, "subject");
        this.lasting = lasting;
        this.whenStarted = requireNonNull(whenStarted, "whenStarted");
        this.whenEnded = requireNonNull(whenEnded, "whenEnded");
    }

    /** Creates a kind that is in effect until it is ended: see {@link Faults#active}. */
    public static <E> FaultKind<E> lasting(String name, Structure members, Function<JsonNode, E> effect) {
        return new FaultKind<>(name, members, effect, Optional.empty(), true, ignored -> {}, ignored -> {});
    }

    /**
     * Creates a kind that affects calls or messages: see {@link Faults#affecting}. The client may limit it to one subject, and to some occurrences by {@code nth} or {@code rate}.
     *
     * @param subject the member that names the subject; always {@code operation} for calls
     * @param subjects the member's valid values
     */
    public static <E> FaultKind<E> on(
            String subject, Set<String> subjects, String name, Structure members, Function<JsonNode, E> effect) {
        Structure all = members.allows(subject, StringShape.oneOf(subjects.toArray(String[]::new)))
                .allows("nth", IntegerShape.from(1))
                .allows("rate", new FractionShape());
        return new FaultKind<>(name, all, effect, Optional.of(subject), true, ignored -> {}, ignored -> {});
    }

    /** Creates a kind that acts once, when it is requested, and is never listed. */
    public static FaultKind<JsonNode> once(String name, Structure members, Consumer<JsonNode> action) {
        return new FaultKind<>(name, members, given -> given, Optional.empty(), false, action, ignored -> {});
    }

    /**
     * Returns the same kind with actions at the start and end of a fault.
     *
     * @param started may refuse the fault by a {@link emulators.wire.protocol.ServiceException}
     */
    public FaultKind<E> with(Consumer<E> started, Consumer<E> ended) {
        return new FaultKind<>(name, members, effect, subject, lasting, started, ended);
    }

    String name() {
        return name;
    }

    /** Whether a fault of this kind stays until it is ended. */
    boolean isLasting() {
        return lasting;
    }

    ActiveFault start(String id, ObjectNode given) throws InvalidValueException {
        members.check(given);
        E started = effect.apply(given);
        whenStarted.accept(started);
        return new ActiveFault(
                id,
                given,
                started,
                subject.flatMap(member -> Json.text(given, member)),
                Trigger.in(given),
                new AtomicLong(),
                new CountDownLatch(1),
                () -> whenEnded.accept(started));
    }
}
