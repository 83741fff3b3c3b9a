/** Writes of one item, as a call of their own and as actions of a transaction alike. */
package emulators.dynamodb.write;
