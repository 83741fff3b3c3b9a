/**
 * What identifies something: ARNs, accounts, Regions, AMIs, versions, the audiences of a launch permission.
 *
 * <p>Does not belong here: what is known about the identified thing.
 */
package imagefanout.model.identity;
