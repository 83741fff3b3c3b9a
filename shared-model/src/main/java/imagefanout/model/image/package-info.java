/**
 * An image build as Image Builder describes it, and its fan-out: the copies that were expected, made, and missing.
 *
 * <p>Does not belong here: what the catalog keeps of a build.
 */
package imagefanout.model.image;
