/**
 * Streams of changes: records, views of them, shards and places in a shard. Immutable, and without requests: their
 * operations are in {@code operation.stream}.
 */
package emulators.dynamodb.stream;
