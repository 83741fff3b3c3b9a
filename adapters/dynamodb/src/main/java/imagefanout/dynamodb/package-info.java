/**
 * The ports of the shared model kept in DynamoDB.
 *
 * <p>Belongs here: keys, attribute names, expressions, the order of writes, batches, and the clients. Does not belong here:
 * a rule of the domain, an environment variable, JSON. Nothing else in the project uses DynamoDB's SDK.
 */
package imagefanout.dynamodb;
