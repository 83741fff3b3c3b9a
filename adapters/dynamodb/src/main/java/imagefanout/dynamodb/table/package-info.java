/**
 * General DynamoDB access: clients, items, keys, batches, queries and operator-edited tables.
 *
 * <p>Does not belong here: the meaning of an item. The other packages of this module depend on this one; it depends on
 * none of them.
 */
package imagefanout.dynamodb.table;
