/**
 * The registry of accounts: which accounts there are, in which groups, and in which Regions they want copies.
 *
 * <p>Does not belong here: how rows are stored, and what follows from them for a distribution configuration, which is in
 * {@code sync}.
 */
package imagefanout.model.registry;
