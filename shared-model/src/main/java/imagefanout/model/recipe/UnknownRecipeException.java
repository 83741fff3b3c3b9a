package imagefanout.model.recipe;

import imagefanout.model.identity.RecipeReference;
import imagefanout.model.image.ImageBuilderException;

/** Image Builder does not know the recipe. */
public final class UnknownRecipeException extends ImageBuilderException {
    private static final long serialVersionUID = 1L;

    public UnknownRecipeException(RecipeReference recipe, Throwable cause) {
        super("Image Builder does not know " + recipe + ": " + cause.getMessage(), cause);
    }
}
