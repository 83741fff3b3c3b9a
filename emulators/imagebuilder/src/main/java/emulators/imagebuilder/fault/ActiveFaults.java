package emulators.imagebuilder.fault;

import static java.util.Objects.requireNonNull;

import emulators.imagebuilder.Publication;
import emulators.imagebuilder.account.BuildFaults;
import emulators.imagebuilder.account.Destination;
import emulators.imagebuilder.account.ImageStatus;
import emulators.imagebuilder.account.PhaseFailure;
import emulators.imagebuilder.message.MessageFaults;
import emulators.wire.fault.Faults;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The effects of the active faults on builds, copies, and messages. */
public final class ActiveFaults implements BuildFaults, MessageFaults {

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
    public Optional<PhaseFailure> failureIn(ImageStatus phase) {
        return faults.affecting(PhaseFault.class, phase.name()).stream()
                .findFirst()
                .map(fault -> new PhaseFailure(phase, fault.component(), fault.message()));
    }

    @Override
    public List<Duration> deliveries(Publication.Kind kind) {
        return faults.affecting(MessageFault.class, kind.name()).stream()
                .reduce((earlier, later) -> later)
                .map(MessageFault::deliveries)
                .orElse(ONCE_WITHOUT_DELAY);
    }
}
