/**
 * Image recipes and the move of their volumes to another type: which moves are possible, what they change, which version they
 * become, and which pipelines follow.
 *
 * <p>Does not belong here: how a recipe or a pipeline is written as JSON.
 */
package imagefanout.model.recipe;
