/**
 * Stores the account registry. Operators and this project both write it.
 */
package imagefanout.dynamodb.registry;
