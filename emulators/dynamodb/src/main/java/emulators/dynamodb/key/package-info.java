/** Primary keys: which attributes a table's key has, the key of one item, and the order of keys. */
package emulators.dynamodb.key;
