package imagefanout.upgraderecipe;

import imagefanout.imagebuilder.ImageBuilderClients;
import imagefanout.model.recipe.PassableRoles;

/** The function with its real wiring, and with a test's clients. */
public final class UpgradeRecipeOnTheWire {
    private UpgradeRecipeOnTheWire() {}

    public static UpgradeRecipeHandler handler(ImageBuilderClients imageBuilder) {
        return new UpgradeRecipeHandler(new UpgradeRecipeWiring(imageBuilder, PassableRoles.none())::upgrades);
    }
}
