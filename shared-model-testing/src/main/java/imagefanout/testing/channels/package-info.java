/** Fakes and contracts of the ports in {@code imagefanout.model.channels}: channels and promotion rules. */
package imagefanout.testing.channels;
