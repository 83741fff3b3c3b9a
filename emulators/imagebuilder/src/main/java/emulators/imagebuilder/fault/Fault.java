package emulators.imagebuilder.fault;

import emulators.imagebuilder.Publication;
import emulators.imagebuilder.account.Destination;
import emulators.imagebuilder.operation.ServiceError;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Something that goes wrong until it is taken away. */
sealed interface Fault {

    /** Copies to an account in a Region fail. */
    record CopyFails(Destination destination, String message) implements Fault {}

    /** An operation, or every one, does something else than it should on some occasions. */
    record CallFails(Optional<String> operation, Occasion occasion, Misbehaviour misbehaviour) implements Fault {

        boolean concerns(String called) {
            return operation.isEmpty() || operation.get().equals(called);
        }
    }

    /** Messages of one kind, or of both, are delivered otherwise than once and at once. */
    record MessageStrays(Optional<Publication.Kind> channel, Occasion occasion, List<Duration> deliveries)
            implements Fault {

        boolean concerns(Publication.Kind kind) {
            return channel.isEmpty() || channel.get() == kind;
        }
    }

    /** An image is out of sight of Get and lists. */
    record ImageGone(String arn) implements Fault {}

    /** What an operation does to its caller. */
    sealed interface Misbehaviour {

        /** It is refused before it has an effect. */
        record Refusal(ServiceError error) implements Misbehaviour {}

        /** It has its effect, and the connection ends without an answer. */
        record AnswerLost() implements Misbehaviour {}

        /** It takes that much longer to begin. */
        record Latency(Duration delay) implements Misbehaviour {}
    }
}
