/** Fakes and contracts of the ports in {@code imagefanout.model.catalog}: the catalog of recorded images. */
package imagefanout.testing.catalog;
