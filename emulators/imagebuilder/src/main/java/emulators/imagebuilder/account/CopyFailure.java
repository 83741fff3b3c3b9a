package emulators.imagebuilder.account;

import static java.util.Objects.requireNonNull;

/** A copy that could not be made, and why. */
public record CopyFailure(Destination destination, String message) {

    /** What is said of a copy whose failure is not explained. */
    public static final String UNEXPLAINED = "The AMI could not be copied.";

    public CopyFailure {
        requireNonNull(destination, "destination");
        requireNonNull(message, "message");
    }
}
