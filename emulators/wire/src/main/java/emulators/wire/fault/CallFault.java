package emulators.wire.fault;

import static java.util.Objects.requireNonNull;

import emulators.wire.protocol.ErrorType;
import java.time.Duration;

/** The effects on a call that every service supports. */
sealed interface CallFault {

    /** The call is refused before it has an effect. */
    record Refused(ErrorType error) implements CallFault {

        public Refused {
            requireNonNull(error, "error");
        }
    }

    /** The call has its effect, and the connection ends without an answer. */
    record AnswerLost() implements CallFault {}

    /** The call is refused before it has an effect, if it exceeds the rate. */
    record Limited(ErrorType error, CallRate rate) implements CallFault {

        public Limited {
            requireNonNull(error, "error");
            requireNonNull(rate, "rate");
        }
    }

    /** The call starts after a delay. */
    record Latency(Duration delay) implements CallFault {

        public Latency {
            requireNonNull(delay, "delay");
        }
    }
}
