/**
 * Lists of builds as Image Builder pages them, and the port to them.
 *
 * <p>Does not belong here: what is done with a listed build.
 */
package imagefanout.model.listing;
