/**
 * An emulator of DynamoDB and DynamoDB Streams: how to start one with or without a socket, and how to drive its clock.
 * The other packages are its inside.
 */
package emulators.dynamodb;
