/** The errors of DynamoDB and DynamoDB Streams. */
package emulators.dynamodb.error;
