/**
 * What reads and writes cost, and how much of it a key may have in a second.
 *
 * @see <a href="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/read-write-operations.html">DynamoDB
 *     read and write operations</a>
 */
package emulators.dynamodb.capacity;
