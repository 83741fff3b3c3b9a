package imagefanout.model.image;

import imagefanout.model.MalformedException;

/**
 * The states of an image build: those of Image Builder, and {@code GONE}.
 *
 * @see <a href="https://docs.aws.amazon.com/imagebuilder/latest/APIReference/API_ImageState.html">ImageState</a>
 */
public enum ImageState {
    PENDING(true),
    CREATING(true),
    BUILDING(true),
    TESTING(true),
    DISTRIBUTING(true),
    INTEGRATING(true),
    AVAILABLE(false),
    CANCELLED(false),
    FAILED(false),
    DEPRECATED(false),
    DELETED(false),
    DISABLED(false),
    /** Image Builder no longer knows the image. DeleteImage deletes no AMI, so its AMIs may still exist. */
    GONE(false),
    /** A state that this version of the fleet does not know. A warning of the build names it. */
    UNKNOWN(false);

    private final boolean inProgress;

    ImageState(boolean inProgress) {
        this.inProgress = inProgress;
    }

    public static ImageState parse(String text) {
        return MalformedException.parse(ImageState.class, "an image state that this fleet knows", text);
    }

    /** Whether the build is not finished. Such a build is recorded without copies. */
    public boolean isInProgress() {
        return inProgress;
    }

    public boolean isDeletedOrGone() {
        return this == DELETED || this == GONE;
    }
}
