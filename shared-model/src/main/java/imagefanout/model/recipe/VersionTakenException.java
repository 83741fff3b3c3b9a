package imagefanout.model.recipe;

import imagefanout.model.identity.RecipeArn;
import imagefanout.model.image.ImageBuilderException;

/** Another recipe already has this version. */
public final class VersionTakenException extends ImageBuilderException {
    private static final long serialVersionUID = 1L;

    public VersionTakenException(RecipeArn arn, Throwable cause) {
        super(arn + " exists already: " + cause.getMessage(), cause);
    }
}
