/** Operations on tables. */
package emulators.dynamodb.operation.table;
