package imagefanout.model.image;

import imagefanout.model.MalformedException;

/**
 * The states of an image build.
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
    DISABLED(false);

    private final boolean inProgress;

    ImageState(boolean inProgress) {
        this.inProgress = inProgress;
    }

    public static ImageState parse(String text) {
        for (ImageState state : values()) {
            if (state.name().equals(text)) {
                return state;
            }
        }
        throw new MalformedException("an image state that this fleet knows", text);
    }

    /** Whether the build is still under way: nothing is recorded of it yet. */
    public boolean isInProgress() {
        return inProgress;
    }
}
