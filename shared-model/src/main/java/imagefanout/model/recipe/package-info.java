/**
 * Moves the volumes of image recipes to another type: which moves are possible, what they change, the new recipe version, and
 * the pipelines that build it.
 *
 * <p>Does not belong here: how a recipe or a pipeline is written as JSON.
 */
package imagefanout.model.recipe;
