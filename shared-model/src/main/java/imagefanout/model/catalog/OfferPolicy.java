package imagefanout.model.catalog;

import imagefanout.model.image.Build;
import imagefanout.model.image.ImageState;

/** Which builds may be "latest". */
public enum OfferPolicy {
    AVAILABLE_ONLY,
    /** Also builds that were AVAILABLE when Image Builder forgot them: DeleteImage deletes no AMI. */
    AVAILABLE_OR_GONE;

    public boolean includes(RecordedBuild build) {
        return build.hold().isEmpty() && accepts(build.build());
    }

    /** Whether only its hold keeps the build from being "latest". */
    public boolean includesButForItsHold(RecordedBuild build) {
        return build.hold().isPresent() && accepts(build.build());
    }

    private boolean accepts(Build build) {
        return build.state() == ImageState.AVAILABLE || this == AVAILABLE_OR_GONE && build.isGoneWhileAvailable();
    }
}
