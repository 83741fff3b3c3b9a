package imagefanout.model.catalog;

import imagefanout.model.identity.ImageBuildArn;

/** A build changed at every attempt, or the clocks of two recorders disagree. Nothing is lost: retry later. */
public final class StillChangingException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    StillChangingException(ImageBuildArn arn, int attempts) {
        super(arn + " changed at each of " + attempts + " attempts to record it: retry later");
    }
}
