package imagefanout.model.image;

import imagefanout.model.identity.AmiId;
import imagefanout.model.identity.Copy;
import imagefanout.model.identity.ImageBuildArn;

/** Image Builder names two AMIs of one build for the same account and Region. */
public final class AmbiguousOutputException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    AmbiguousOutputException(ImageBuildArn arn, Copy copy, AmiId one, AmiId other) {
        super(arn + " has two AMIs for account " + copy + ": " + one + " and " + other);
    }
}
