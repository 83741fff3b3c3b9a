/**
 * What the reconcile remembers between its runs: who works, how far a sweep and a walk are, what is left, and what was compared.
 *
 * <p>Does not belong here: what a run does, how the journal is stored.
 */
package imagefanout.model.journal;
