/** Fakes and contracts of the ports in {@code imagefanout.model.accounts}: the import of accounts. */
package imagefanout.testing.accounts;
