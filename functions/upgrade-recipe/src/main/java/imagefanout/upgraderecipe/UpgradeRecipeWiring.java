package imagefanout.upgraderecipe;

import imagefanout.imagebuilder.ImageBuilderClients;
import imagefanout.imagebuilder.SdkRecipePipelines;
import imagefanout.imagebuilder.SdkRecipes;
import imagefanout.lambda.Environment;
import imagefanout.model.Deadline;
import imagefanout.model.MalformedException;
import imagefanout.model.recipe.MovePipelines;
import imagefanout.model.recipe.PassableRoles;
import imagefanout.model.recipe.UpgradeRecipe;

/** Creates the function's clients once, and the use case for each invocation. */
record UpgradeRecipeWiring(ImageBuilderClients imageBuilder, PassableRoles passableRoles) {
    private static final String ROLES = "PIPELINE_ROLE_ARNS";

    static UpgradeRecipeWiring from(Environment environment) {
        return new UpgradeRecipeWiring(
                new ImageBuilderClients(environment.endpoint("IMAGEBUILDER")), roles(environment.required(ROLES)));
    }

    /** The template sets {@code none} for an empty list, because an empty variable counts as missing. */
    private static PassableRoles roles(String text) {
        try {
            return text.equals("none") ? PassableRoles.none() : PassableRoles.parse(text);
        } catch (MalformedException e) {
            throw e.withMessage(ROLES + ": " + e.getMessage());
        }
    }

    Upgrades upgrades(Deadline deadline) {
        return new Upgrades(
                new UpgradeRecipe(new SdkRecipes(imageBuilder, deadline)),
                new MovePipelines(new SdkRecipePipelines(imageBuilder, deadline), passableRoles));
    }
}
