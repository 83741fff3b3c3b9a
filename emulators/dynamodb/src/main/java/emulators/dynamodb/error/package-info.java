/** The errors that DynamoDB and DynamoDB Streams answer with. */
package emulators.dynamodb.error;
