package imagefanout.upgraderecipe;

import imagefanout.imagebuilder.ImageBuilderClients;
import imagefanout.model.recipe.PassableRoles;

/** The function as its wiring puts it together, over clients that a test brings. */
public final class UpgradeRecipeOnTheWire {
    private UpgradeRecipeOnTheWire() {}

    public static UpgradeRecipeHandler handler(ImageBuilderClients imageBuilder) {
        return new UpgradeRecipeHandler(new UpgradeRecipeWiring(imageBuilder, PassableRoles.none())::upgrades);
    }
}
