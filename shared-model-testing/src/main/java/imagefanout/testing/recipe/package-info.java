/**
 * Fakes and contracts of the ports in {@code imagefanout.model.recipe}: image recipes and the pipelines that use
 * them.
 */
package imagefanout.testing.recipe;
