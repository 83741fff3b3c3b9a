/** Fakes and contracts of the ports in {@code imagefanout.model.organization}: AWS Organizations. */
package imagefanout.testing.organization;
