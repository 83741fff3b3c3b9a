/**
 * The shapes of requests: members, types, and limits, with the service's error messages. No checks that need a table or an expression.
 */
package emulators.dynamodb.input;
