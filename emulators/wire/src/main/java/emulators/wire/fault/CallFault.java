package emulators.wire.fault;

import static java.util.Objects.requireNonNull;

import emulators.wire.protocol.ErrorType;
import java.time.Duration;

/** What a fault does to a call, whatever the service. */
sealed interface CallFault {

    /** The call is refused before it has an effect. */
    record Refused(ErrorType error) implements CallFault {

        public Refused {
            requireNonNull(error, "error");
        }
    }

    /** The call has its effect, and the connection ends without an answer. */
    record AnswerLost() implements CallFault {}

    /** The call begins that much later. */
    record Latency(Duration delay) implements CallFault {

        public Latency {
            requireNonNull(delay, "delay");
        }
    }
}
