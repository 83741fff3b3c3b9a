/**
 * An emulator of DynamoDB and DynamoDB Streams: start one with or without a socket, and control its clock. The other packages are internal.
 */
package emulators.dynamodb;
