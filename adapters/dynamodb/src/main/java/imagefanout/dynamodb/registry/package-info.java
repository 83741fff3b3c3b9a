/**
 * The account registry, which people write and the fleet adds to.
 */
package imagefanout.dynamodb.registry;
