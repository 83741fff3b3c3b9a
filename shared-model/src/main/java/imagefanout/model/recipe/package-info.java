/**
 * Image recipes and the move of their volumes to another type: which moves are possible, what they change, and which version
 * they become.
 *
 * <p>Does not belong here: how a recipe is written as JSON.
 */
package imagefanout.model.recipe;
