/**
 * The registry of accounts: who is there, in which groups, wanted in which Regions. A row is parsed at the door; from there
 * it is an account or a bad row that is known by name.
 *
 * <p>Does not belong here: how rows are kept (an adapter's matter), and what follows from them for a distribution
 * configuration (the {@code sync} package's matter).
 */
package imagefanout.model.registry;
