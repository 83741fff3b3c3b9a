/**
 * upgrade-recipe: creates new versions of image recipes with another volume type, and moves pipelines to them. Decoding,
 * wiring and the answer with its JSON patch belong here; the use case is {@link imagefanout.model.recipe.UpgradeRecipe}.
 */
package imagefanout.upgraderecipe;
