/**
 * Image recipes and the move of their volumes to another type: which moves there are, what follows from them, which version
 * they become, and which pipelines follow. Does not belong here: how a recipe or a pipeline is written as JSON.
 */
package imagefanout.model.recipe;
