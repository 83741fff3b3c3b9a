package emulators.imagebuilder.fault;

import java.time.Duration;
import java.util.List;

/** A fault that delivers a message once after each of these delays, instead of once without delay. */
record MessageFault(List<Duration> deliveries) {

    MessageFault {
        deliveries = List.copyOf(deliveries);
    }
}
