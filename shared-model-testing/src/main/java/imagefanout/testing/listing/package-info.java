/** Fakes and contracts of the ports in {@code imagefanout.model.listing}: the lists of builds and pipelines. */
package imagefanout.testing.listing;
