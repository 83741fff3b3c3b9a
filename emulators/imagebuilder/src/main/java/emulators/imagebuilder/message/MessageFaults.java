package emulators.imagebuilder.message;

import emulators.imagebuilder.Publication;
import java.time.Duration;
import java.util.List;

/** Decides how messages are delivered. */
@FunctionalInterface
public interface MessageFaults {

    /** Returns the delay of each delivery of the next message: none if it is lost, two if it is duplicated. */
    List<Duration> deliveries(Publication.Kind kind);
}
