/**
 * Identifiers: ARNs, accounts, Regions, AMIs, versions, the audiences of a launch permission.
 *
 * <p>Does not belong here: what is known about the thing that is identified.
 */
package imagefanout.model.identity;
