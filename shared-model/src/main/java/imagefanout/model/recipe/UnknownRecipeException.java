package imagefanout.model.recipe;

import imagefanout.model.identity.RecipeArn;
import imagefanout.model.image.ImageBuilderException;

/** Image Builder does not know the recipe. */
public final class UnknownRecipeException extends ImageBuilderException {
    private static final long serialVersionUID = 1L;

    public UnknownRecipeException(RecipeArn arn, Throwable cause) {
        super("Image Builder does not know " + arn + ": " + cause.getMessage(), cause);
    }
}
