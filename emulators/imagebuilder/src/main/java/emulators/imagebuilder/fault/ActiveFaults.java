package emulators.imagebuilder.fault;

import static java.util.Objects.requireNonNull;

import emulators.imagebuilder.Publication;
import emulators.imagebuilder.account.CopyFaults;
import emulators.imagebuilder.account.Destination;
import emulators.imagebuilder.message.MessageFaults;
import emulators.wire.fault.Faults;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What the active faults do to copies and messages. */
public final class ActiveFaults implements CopyFaults, MessageFaults {

    private static final List<Duration> ONCE_WITHOUT_DELAY = List.of(Duration.ZERO);

    private final Faults faults;

    public ActiveFaults(Faults faults) {
        this.faults = requireNonNull(faults, "faults");
    }

    @Override
    public Optional<String> failureAt(Destination destination) {
        return faults.active(CopyFault.class).stream()
                .filter(fault -> fault.destination().equals(destination))
                .map(CopyFault::message)
                .findFirst();
    }

    @Override
    public List<Duration> deliveries(Publication.Kind kind) {
        return faults.affecting(MessageFault.class, kind.name()).stream()
                .reduce((earlier, later) -> later)
                .map(MessageFault::deliveries)
                .orElse(ONCE_WITHOUT_DELAY);
    }
}
