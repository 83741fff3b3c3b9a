/**
 * The ports of the shared model kept in DynamoDB.
 *
 * <p>Belongs here: keys, attribute names, expressions, the order of writes, batches, and the clients. Does not belong here:
 * a rule of the domain, an environment variable, JSON. A function's wiring makes the client, and no function uses DynamoDB's SDK
 * otherwise; local-fleet and benchmarks, which stand around the fleet, may.
 */
package imagefanout.dynamodb;
