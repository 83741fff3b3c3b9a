package imagefanout.testing.recipe;

import imagefanout.model.identity.RecipeArn;
import imagefanout.model.image.Volume;
import imagefanout.model.recipe.Recipes;

class InMemoryRecipesTest extends RecipesContract {
    private final InMemoryRecipes recipes = new InMemoryRecipes();

    @Override
    protected Recipes recipes() {
        return recipes;
    }

    @Override
    protected void given(RecipeArn arn, String description, Volume... devices) {
        recipes.put(arn, description, devices);
    }
}
