package emulators.imagebuilder.fault;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * A fault that makes builds fail in a phase.
 *
 * @param component the ARN or the name of the component that fails
 */
record PhaseFault(Optional<String> component, String message) {

    PhaseFault {
        requireNonNull(component, "component");
        requireNonNull(message, "message");
    }
}
