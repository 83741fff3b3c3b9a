/** Writes of one item, used by single calls, batches, and transactions. */
package emulators.dynamodb.write;
