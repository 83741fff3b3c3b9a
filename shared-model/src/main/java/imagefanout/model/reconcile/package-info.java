/**
 * Keeps the catalog right when notifications are lost: walks Image Builder's lists, compares them with the catalog, and
 * records what is missing or changed.
 *
 * <p>Does not belong here: how a build is recorded ({@link imagefanout.model.catalog.RecordImage} is the only way), how Image
 * Builder is called, how the journal is stored.
 */
package imagefanout.model.reconcile;
