package imagefanout.model.recipe;

import imagefanout.model.identity.RecipeArn;

/** A recipe cannot or must not be upgraded, and nothing was created; the message names the recipe and the reason. */
public final class UpgradeRefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public UpgradeRefusedException(RecipeArn recipe, String reason) {
        super(recipe + " was not upgraded: " + reason);
    }
}
