package emulators.imagebuilder.message;

import emulators.imagebuilder.Publication;
import java.time.Duration;
import java.util.List;

/** What goes wrong with messages on their way. */
@FunctionalInterface
public interface MessageFaults {

    /** How long after its time each delivery of the next message comes: none when it is lost, two when doubled. */
    List<Duration> deliveries(Publication.Kind kind);
}
