package emulators.imagebuilder.account;

import java.util.EnumSet;
import java.util.Set;

/**
 * The state of an image.
 *
 * @see <a href="https://docs.aws.amazon.com/imagebuilder/latest/APIReference/API_ImageState.html">ImageState</a>
 */
public enum ImageStatus {
    PENDING,
    CREATING,
    BUILDING,
    TESTING,
    DISTRIBUTING,
    AVAILABLE,
    CANCELLED,
    FAILED,
    DEPRECATED,
    DISABLED,
    DELETED;

    private static final Set<ImageStatus> AT_WORK = EnumSet.of(PENDING, CREATING, BUILDING, TESTING, DISTRIBUTING);

    /** Whether the build is running and can be canceled. */
    public boolean isAtWork() {
        return AT_WORK.contains(this);
    }

    /** Whether an SNS message is published in this state. */
    public boolean endsBuild() {
        return this == AVAILABLE || this == FAILED;
    }
}
