/**
 * The catalog of images kept in DynamoDB: what is written in which order, what readers see, and what retention removes.
 *
 * <p>Belongs here: keys, attribute names and expressions of the catalog's items. Does not belong here: a rule of the domain.
 */
package imagefanout.dynamodb.catalog;
