/**
 * Streams of changes: records, views, shards, and positions in a shard. Immutable. The operations are in {@code operation.stream}.
 */
package emulators.dynamodb.stream;
