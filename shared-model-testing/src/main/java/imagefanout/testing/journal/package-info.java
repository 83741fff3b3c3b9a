/** Fakes and contracts of the ports in {@code imagefanout.model.journal}: the journal of the reconcile. */
package imagefanout.testing.journal;
