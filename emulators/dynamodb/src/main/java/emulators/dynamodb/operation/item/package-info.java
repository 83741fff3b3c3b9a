/** Operations on one item. */
package emulators.dynamodb.operation.item;
