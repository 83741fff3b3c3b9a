/**
 * An image build as Image Builder describes it, and its fan-out: which copies it should have made, which it made, and which
 * are missing.
 *
 * <p>Does not belong here: what the catalog keeps of a build.
 */
package imagefanout.model.image;
