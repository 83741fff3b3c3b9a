package imagebuilderemulator.account;

import static java.util.Objects.requireNonNull;

/** A copy that could not be made, and why. */
public record CopyFailure(Destination destination, String message) {

    public CopyFailure {
        requireNonNull(destination, "destination");
        requireNonNull(message, "message");
    }
}
