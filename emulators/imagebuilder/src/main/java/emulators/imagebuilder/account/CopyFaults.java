package emulators.imagebuilder.account;

import java.util.Optional;

/** Decides which copies fail. */
@FunctionalInterface
public interface CopyFaults {

    /** Why the copy to this destination fails; empty when it succeeds. */
    Optional<String> failureAt(Destination destination);
}
