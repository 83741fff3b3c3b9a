/** Operations on many items: batches, which may be processed partly, and transactions, which are all or nothing. */
package emulators.dynamodb.operation.batch;
