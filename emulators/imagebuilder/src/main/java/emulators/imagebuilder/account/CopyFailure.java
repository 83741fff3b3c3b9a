package emulators.imagebuilder.account;

import static java.util.Objects.requireNonNull;

/** A copy that failed, and the reason. */
public record CopyFailure(Destination destination, String message) {

    /** The default reason. */
    public static final String UNEXPLAINED = "The AMI could not be copied.";

    public CopyFailure {
        requireNonNull(destination, "destination");
        requireNonNull(message, "message");
    }
}
