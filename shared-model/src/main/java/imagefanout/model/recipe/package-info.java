/**
 * Image recipes and the move of their volumes to another type: which moves there are, what follows from them, and which
 * version they become. Does not belong here: how a recipe is written as JSON.
 */
package imagefanout.model.recipe;
