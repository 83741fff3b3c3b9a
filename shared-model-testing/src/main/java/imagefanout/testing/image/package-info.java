/** Fakes and contracts of the ports in {@code imagefanout.model.image}: Image Builder as a source of images. */
package imagefanout.testing.image;
