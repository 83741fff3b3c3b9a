/** Operations on many items: batches, which may be done in part, and transactions, which may not. */
package emulators.dynamodb.operation.batch;
