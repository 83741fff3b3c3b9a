/** Operations that read pages of items: Query and Scan. */
package emulators.dynamodb.operation.read;
