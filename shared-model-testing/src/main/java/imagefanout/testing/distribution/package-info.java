/**
 * Fakes and contracts of the ports in {@code imagefanout.model.distribution}: distribution configurations and their
 * declarations.
 */
package imagefanout.testing.distribution;
