/**
 * Distribution configurations as Image Builder has them and as people declare them, and the ports to both.
 *
 * <p>Does not belong here: the comparison with the account registry, which is in {@code sync}.
 */
package imagefanout.model.distribution;
