/**
 * Makes the catalog right whatever happened to the messages: walks the service's lists, compares, and records what is
 * missing or changed.
 *
 * <p>Belongs here: the walk, the proof that a build is gone, the order of the work and how it is handed on, the journal's
 * rules, and the ports for all that. Does not belong here: how a build is recorded ({@link imagefanout.model.catalog.RecordImage}
 * is the one way), how a list is asked for, how the journal is kept.
 */
package imagefanout.model.reconcile;
