/** The parts that many requests share: members, expressions, keys. Independent of the operation. */
package emulators.dynamodb.request;
