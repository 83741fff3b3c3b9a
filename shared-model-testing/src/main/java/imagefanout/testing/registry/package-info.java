/** Fakes and contracts of the ports in {@code imagefanout.model.registry}: the account registry. */
package imagefanout.testing.registry;
