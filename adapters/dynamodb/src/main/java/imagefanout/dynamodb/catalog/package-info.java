/**
 * Stores the image catalog in DynamoDB: the order of writes, what readers see, and what retention deletes.
 *
 * <p>Belongs here: keys, attribute names and expressions of the catalog's items. Does not belong here: domain rules.
 */
package imagefanout.dynamodb.catalog;
