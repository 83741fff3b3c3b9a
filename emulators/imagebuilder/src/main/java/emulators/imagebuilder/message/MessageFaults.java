package emulators.imagebuilder.message;

import emulators.imagebuilder.Publication;
import java.time.Duration;
import java.util.List;

/** Decides how messages are delivered. */
@FunctionalInterface
public interface MessageFaults {

    /** The delay of each delivery of the next message: none when it is lost, two when it is doubled. */
    List<Duration> deliveries(Publication.Kind kind);
}
