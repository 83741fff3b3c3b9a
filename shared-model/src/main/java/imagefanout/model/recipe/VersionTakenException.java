package imagefanout.model.recipe;

import imagefanout.model.identity.RecipeArn;
import imagefanout.model.image.ImageBuilderException;

/** There is a recipe of this version already, and it is not the one to be made. */
public final class VersionTakenException extends ImageBuilderException {
    private static final long serialVersionUID = 1L;

    public VersionTakenException(RecipeArn arn, Throwable cause) {
        super(arn + " exists already: " + cause.getMessage(), cause);
    }
}
