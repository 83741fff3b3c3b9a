/**
 * DynamoDB as such: clients, items and their keys, batches and queries, and tables that people write.
 *
 * <p>Does not belong here: what any item means. This room knows none of the others, and each of them knows this one.
 */
package imagefanout.dynamodb.table;
