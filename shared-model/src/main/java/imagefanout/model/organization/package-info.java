/**
 * AWS Organizations as the registry sees it: its accounts, their states, units and tags.
 *
 * <p>Does not belong here: how the service is called, and what follows for the registry, which is in {@code accounts}.
 */
package imagefanout.model.organization;
