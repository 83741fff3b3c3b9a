package emulators.imagebuilder.account;

import java.util.Optional;

/** Decides which copies and which phases fail. */
public interface BuildFaults {

    /** Why the copy to this destination fails; empty when it succeeds. */
    Optional<String> failureAt(Destination destination);

    /** Why the next build that is in this phase fails there; empty when it goes on. Counts the build. */
    Optional<PhaseFailure> failureIn(ImageStatus phase);
}
