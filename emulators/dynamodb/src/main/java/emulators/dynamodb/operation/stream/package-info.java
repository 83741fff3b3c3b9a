/** Operations of DynamoDB Streams. */
package emulators.dynamodb.operation.stream;
