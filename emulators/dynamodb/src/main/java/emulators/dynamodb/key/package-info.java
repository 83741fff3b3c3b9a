/** Primary keys: the key schema of a table, the key of an item, and the order of keys. */
package emulators.dynamodb.key;
