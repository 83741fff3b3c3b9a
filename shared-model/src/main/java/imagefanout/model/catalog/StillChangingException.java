package imagefanout.model.catalog;

import imagefanout.model.identity.ImageBuildArn;

/** A build changed at every look, or the clocks of two recorders disagree. Nothing is lost: trying again later settles it. */
public final class StillChangingException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    StillChangingException(ImageBuildArn arn, int looks) {
        super(arn + " was different at each of " + looks + " looks");
    }
}
