package imagefanout.upgraderecipe;

import imagefanout.model.identity.RecipeArn;

/** A recipe was left as it is; the message says which and why. */
final class UpgradeRefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UpgradeRefusedException(RecipeArn recipe, String reason) {
        super(recipe + " is left as it is: " + reason);
    }
}
