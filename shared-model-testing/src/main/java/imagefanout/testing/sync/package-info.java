/** Fakes and contracts of the ports in {@code imagefanout.model.sync}: the ledger of sync-distributions. */
package imagefanout.testing.sync;
