package imagefanout.upgraderecipe;

import imagefanout.imagebuilder.ImageBuilderClients;
import imagefanout.imagebuilder.SdkRecipes;
import imagefanout.lambda.Environment;
import imagefanout.model.Deadline;
import imagefanout.model.recipe.UpgradeRecipe;

/** Creates what lives as long as the function, and what each invocation needs. */
record UpgradeRecipeWiring(ImageBuilderClients imageBuilder) {

    static UpgradeRecipeWiring from(Environment environment) {
        return new UpgradeRecipeWiring(new ImageBuilderClients(environment.endpoint("IMAGEBUILDER")));
    }

    UpgradeRecipe upgradeRecipe(Deadline deadline) {
        return new UpgradeRecipe(new SdkRecipes(imageBuilder, deadline));
    }
}
