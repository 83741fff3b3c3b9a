package emulators.imagebuilder.account;

import java.util.Optional;

/** Decides which copies and which phases fail. */
public interface BuildFaults {

    /** Returns the reason why the copy to this destination fails; empty if it succeeds. */
    Optional<String> failureAt(Destination destination);

    /** Returns why the next build in this phase fails; empty if it continues. Counts the build. */
    Optional<PhaseFailure> failureIn(ImageStatus phase);
}
