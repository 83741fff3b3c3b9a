/**
 * upgrade-recipe: on request, image recipes get a new version with their volumes moved to another type. Decoding, wiring and
 * the answer with its JSON patch belong here; what a move is and which version it becomes is {@link
 * imagefanout.model.recipe.UpgradeRecipe}.
 */
package imagefanout.upgraderecipe;
