package imagefanout.upgraderecipe;

import imagefanout.model.identity.RecipeArn;

/** A recipe was not upgraded; the message names the recipe and the reason. */
final class UpgradeRefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UpgradeRefusedException(RecipeArn recipe, String reason) {
        super(recipe + " was not upgraded: " + reason);
    }
}
