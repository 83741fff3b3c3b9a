/**
 * The capacity that reads and writes consume, and the limits for each partition key.
 *
 * @see <a href="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/read-write-operations.html">DynamoDB
 *     read and write operations</a>
 */
package emulators.dynamodb.capacity;
