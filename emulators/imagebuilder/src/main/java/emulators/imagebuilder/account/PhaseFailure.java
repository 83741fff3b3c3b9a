package emulators.imagebuilder.account;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * The failure of a build phase.
 *
 * @param phase BUILDING, TESTING or DISTRIBUTING
 * @param component the ARN or the name of the component that failed, if one did
 */
public record PhaseFailure(ImageStatus phase, Optional<String> component, String message) {

    public PhaseFailure {
        requireNonNull(phase, "phase");
        requireNonNull(component, "component");
        requireNonNull(message, "message");
    }
}
